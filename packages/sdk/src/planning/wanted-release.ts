import type { Color, ColorChoice } from '../domain/color.js';
import type { Snapshot } from '../domain/environment.js';
import type { StoredRelease } from '../domain/operations.js';
import type { ReleaseRef } from '../domain/release.js';
import { resolveColor } from './resolve-color.js';

/** What a wish for a release on a colour comes to before any gate is asked. */
export type Bringing =
  /** The colour holds it for certain: nothing has to be deployed. */
  | { readonly kind: 'there'; readonly to: Color }
  | { readonly kind: 'bring'; readonly to: Color; readonly release: string }
  /** Nobody named a release, and the newest is live on the other colour. */
  | { readonly kind: 'serving'; readonly to: Color; readonly release: ReleaseRef }
  | { readonly kind: 'nothing-stored'; readonly to: Color };

/**
 * Which release is meant, and whether it has to be brought to the colour. A name means the newest bundle that bears it, no
 * name the newest of all. What a failed deployment may have half replaced is brought again. Pure.
 *
 * @param stored newest first.
 * @throws what `resolveColor` throws.
 */
export function wantedRelease(
  snapshot: Snapshot,
  stored: readonly StoredRelease[],
  { to: choice, release }: { readonly to: ColorChoice; readonly release: string | undefined },
): Bringing {
  const { live, colors } = snapshot;
  const to = resolveColor(choice, snapshot);
  const { release: holds, releaseCertain } = colors[to];
  const wanted = release === undefined ? stored[0] : stored.find((bundle) => bundle.release === release);
  if (!wanted) {
    const name = release ?? holds?.release;
    if (name === undefined) return { kind: 'nothing-stored', to };
    return holds?.release === name && releaseCertain ? { kind: 'there', to } : { kind: 'bring', to, release: name };
  }
  if (isSame(holds, wanted) && releaseCertain) return { kind: 'there', to };
  const serving = live && live !== to ? colors[live].release : null;
  if (release === undefined && serving && isSame(serving, wanted)) return { kind: 'serving', to, release: serving };
  return { kind: 'bring', to, release: wanted.release };
}

function isSame(one: ReleaseRef | null, other: ReleaseRef): boolean {
  return one !== null && one.release === other.release && one.digest === other.digest;
}
