import { otherColor, type Color } from '../domain/color.js';
import type { Snapshot } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Plan } from '../domain/plan.js';
import type { ReleaseRef } from '../domain/release.js';
import type { GateFacts } from '../gates/facts.js';
import { say, toldError } from '../narration/say.js';
import { planSwitch } from './plan-switch.js';
import { routesAreOurs } from './resolve-color.js';

/** What the journal tells about one earlier move of traffic. */
export interface EarlierMove {
  readonly verb: string;
  readonly from: Color | null;
  readonly to: Color | null;
  /** What the colour that was left held then; null when nobody knew. */
  readonly fromRelease: ReleaseRef | null;
  /** What was made live. */
  readonly toRelease: ReleaseRef | null;
  /** The move ended and stayed. */
  readonly done: boolean;
}

/** A rollback is a switch to the colour that served before, with the gates of a rollback. Pure. */
export function planRollback(facts: GateFacts, createdAt: string): Plan {
  // A route that we do not manage stays where it is either way; it must not stand between customers and what worked.
  const managed = { ...facts, snapshot: { ...facts.snapshot, strays: [] } };
  return planSwitch(managed, createdAt, 'rollback');
}

/**
 * The colour that served before the one that is live. The journal names it. Where it does not explain how things stand
 * (somebody moved traffic without us), the other colour qualifies only if what it holds now is on record as having
 * served: a rollback must never be the first time that a release meets customers. Pure.
 *
 * @param moves newest first.
 * @throws NOTHING_TO_ROLL_BACK_TO when no colour qualifies, or when the one that does now holds another release.
 */
export function rollbackDestination(snapshot: Snapshot, moves: readonly EarlierMove[]): Color {
  const { live } = snapshot;
  const last = tellingMove(live, moves);
  // The same command delivered twice must not carry traffic forward again, to what was just rolled back from.
  if (live && last?.verb === 'rollback') throw rolledBackAlready(live, last.from);
  const to = last?.from ?? (live ? otherColor(live) : null);
  if (!to) {
    throw new BlueGreenError(
      'NOTHING_TO_ROLL_BACK_TO',
      routesAreOurs(snapshot)
        ? 'The routes disagree and the journal names no colour that served before.'
        : 'A route forwards to neither target group, and the journal names no colour that served before.',
      // A switch is refused as well while a route forwards to neither colour.
      routesAreOurs(snapshot)
        ? 'Name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`.'
        : `Make every route forward to ${snapshot.colors.blue.targetGroupName} or ${snapshot.colors.green.targetGroupName} first, or correct the listeners (\`bluegreen config explain listenerArns\`).`,
      { evidence: snapshot.disagreement ? [snapshot.disagreement] : [] },
    );
  }
  if (!last && !servedBefore(to, snapshot.colors[to].release, moves)) throw neverServed(to, snapshot);
  const served = last?.fromRelease ?? null;
  const holds = snapshot.colors[to].release;
  if (served && holds && !isSame(served, holds)) {
    const given = { to, served: served.release, holds: holds.release };
    throw toldError('NOTHING_TO_ROLL_BACK_TO', say('rollback.replaced', given), say('rollback.replaced.next', given), {
      evidence: [`served: ${served.release} ${served.digest}`, `holds: ${holds.release} ${holds.digest}`],
    });
  }
  return to;
}

/** The record that explains how things stand now; undefined when somebody moved traffic without us since. */
function tellingMove(live: Color | null, moves: readonly EarlierMove[]): EarlierMove | undefined {
  if (!live) return moves[0]?.done === false ? moves[0] : undefined;
  const newest = moves.find((move) => move.done);
  return newest?.to === live ? newest : undefined;
}

/** Whether the colour once served exactly this release. */
function servedBefore(color: Color, release: ReleaseRef | null, moves: readonly EarlierMove[]): boolean {
  return moves.some(
    ({ done, from, to, fromRelease, toRelease }) =>
      done && ((to === color && isSame(toRelease, release)) || (from === color && isSame(fromRelease, release))),
  );
}

function isSame(one: ReleaseRef | null, other: ReleaseRef | null): boolean {
  return one !== null && other !== null && one.release === other.release && one.digest === other.digest;
}

function neverServed(to: Color, { colors }: Snapshot): BlueGreenError {
  const told = say('rollback.never', { to, release: colors[to].release?.release ?? null });
  return toldError('NOTHING_TO_ROLL_BACK_TO', told, say('rollback.never.next', { to }));
}

function rolledBackAlready(live: Color, from: Color | null): BlueGreenError {
  const other = from ?? otherColor(live);
  const told = say('rollback.already', { live, other });
  return toldError('NOTHING_TO_ROLL_BACK_TO', told, say('rollback.already.next', { other }));
}
