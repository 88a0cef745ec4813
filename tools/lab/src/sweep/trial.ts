import type { Expected } from '../check/judge-end.js';
import type { Rig } from '../rig/rig.js';
import type { CallPoint } from './points.js';
import type { VerbRow } from './verbs.js';

/** A way to disturb a run at one of its calls, and to judge what comes of it. */
export interface Trial<Point> {
  readonly name: string;
  /** What each row of the table says of it. */
  readonly note: string;
  /** The verbs it makes sense for. Default: all. */
  readonly verbs?: readonly string[];
  /** Every way to disturb a run with these calls; those that tell most come first. */
  points(calls: readonly CallPoint[]): readonly Point[];
  /** For people, and enough to repeat it. */
  describe(verb: string, point: Point): string;
  once(rig: Rig, verb: VerbRow, point: Point, expected: Expected, run: number): Promise<TrialOutcome>;
}

export interface TrialOutcome {
  /** False when the run never made the call, and so was left alone. */
  readonly hit: boolean;
  /** Processes that were killed. */
  readonly kills: number;
  readonly problems: readonly string[];
}
