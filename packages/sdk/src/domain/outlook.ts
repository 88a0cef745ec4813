import type { Color, ColorChoice } from './color.js';
import type { BlueGreenError } from './errors.js';
import type { GateVerdict, Plan } from './plan.js';
import type { ReleaseRef } from './release.js';

export interface OutlookInput {
  /** `deploy` (default): bring a release to a colour, then switch to it. The others move what the colours hold. */
  readonly verb?: 'deploy' | 'switch' | 'rollback';
  /** Default `idle`. A rollback finds its colour itself. */
  readonly to?: ColorChoice;
  /** For `deploy`. Default: the newest that is stored. */
  readonly release?: string;
}

/**
 * `ready`: nothing stands against it. `waits`: only what the move itself waits for, such as targets that are starting.
 * `blocked`: it would be refused. `done`: the colour serves it already. `serving`: no release was named, and the newest is
 * live on the other colour, so that switching would go back in time. `nothing-stored`: no release was named, none is
 * stored, and the colour holds none.
 */
export type Standing = 'ready' | 'waits' | 'blocked' | 'done' | 'serving' | 'nothing-stored';

/** What a request would do now, what has to be done first, and what blocks it. */
export interface Outlook {
  readonly standing: Standing;
  readonly live: Color | null;
  readonly to: Color;
  /** What would be live in the end; null when nobody can say. */
  readonly release: ReleaseRef | null;
  /** The deployment that has to come first; null when the colour holds the release. */
  readonly first: Plan | null;
  /** The move; null while something has to come first, for its gates would judge what is about to be replaced. */
  readonly move: Plan | null;
  /** Verdicts of whichever plan comes next that are no pass and are not excused. */
  readonly against: readonly GateVerdict[];
  /** Everything that the engine would refuse with, in its order: another operation, a lock, drift, gates. */
  readonly refusals: readonly BlueGreenError[];
}
