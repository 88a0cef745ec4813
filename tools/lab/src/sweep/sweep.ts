import { ledgerTime } from '@bluegreen/steady-load';
import type { Expected } from '../check/judge-end.js';
import type { Episode } from '../check/judge-load.js';
import type { Violation } from '../check/violation.js';
import type { Rig } from '../rig/rig.js';
import { callPoints } from './points.js';
import type { Trial } from './trial.js';
import type { VerbRow } from './verbs.js';

/** What the sweep of one verb came to. */
export interface SweepResult {
  /** AWS and S3 calls of an undisturbed run. */
  readonly calls: number;
  readonly points: number;
  readonly tried: number;
  /** Points at which the run was disturbed; the others never made the call. */
  readonly hits: number;
  readonly kills: number;
  readonly violations: readonly Violation[];
  readonly episodes: readonly Episode[];
}

export interface SweepOptions {
  /** `performance.now()` after which no further point is tried. */
  readonly until: number;
  readonly say: (line: string) => void;
  /** Points that were tried before. */
  readonly from?: number;
  /** The point to end before. Default: all of them. */
  readonly to?: number;
}

/** Disturbs a verb at every call it makes. Stops at the first violation: nothing can be told of what comes after it. */
export async function sweep<Point>(
  rig: Rig,
  verb: VerbRow,
  trial: Trial<Point>,
  options: SweepOptions,
): Promise<SweepResult> {
  const { calls, expected } = await undisturbed(rig, verb);
  const points = trial.points(callPoints(calls));
  const violations: Violation[] = [];
  const episodes: Episode[] = [];
  const sums = { tried: 0, hits: 0, kills: 0 };
  for (const point of points.slice(options.from ?? 0, options.to)) {
    if (performance.now() > options.until || violations.length > 0) break;
    const repeat = trial.describe(verb.name, point);
    const from = ledgerTime();
    sums.tried += 1;
    const { hit, kills, problems } = await tryPoint(rig, verb, trial, point, expected, sums.tried + 1);
    sums.hits += hit ? 1 : 0;
    sums.kills += kills;
    episodes.push({ repeat, from, to: ledgerTime() });
    for (const what of problems) {
      options.say(`VIOLATION ${repeat}: ${what}`);
      violations.push({ repeat, what });
    }
    if (sums.tried % 20 === 0) options.say(`${verb.name}: ${sums.tried + (options.from ?? 0)} of ${points.length}`);
  }
  return { calls: calls.length, points: points.length, ...sums, violations, episodes };
}

/** The run that all others are held against: what it calls, where it starts from and where it leads. */
async function undisturbed(rig: Rig, verb: VerbRow) {
  await verb.prepare(rig);
  const before = await rig.observe();
  const { next } = rig.sandbox.callsSince(Number.MAX_SAFE_INTEGER);
  await rig.must(...verb.words(rig, 1));
  const { calls } = rig.sandbox.callsSince(next);
  const expected: Expected = { before, after: await rig.observe() };
  return { calls, expected };
}

/** An operation that can no longer be started is what the one before left, and so a violation like any other. */
async function tryPoint<Point>(
  rig: Rig,
  verb: VerbRow,
  trial: Trial<Point>,
  point: Point,
  expected: Expected,
  run: number,
) {
  try {
    await backTo(rig, verb, expected);
    return await trial.once(rig, verb, point, expected, run);
  } catch (error) {
    return { hit: false, kills: 0, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

async function backTo(rig: Rig, verb: VerbRow, { before }: Expected): Promise<void> {
  await verb.prepare(rig);
  const world = await rig.observe();
  if (world.actions === before.actions && JSON.stringify(world.groups) === JSON.stringify(before.groups)) return;
  throw new Error(`${verb.name}: the start is not as it was: ${world.actions} ${JSON.stringify(world.groups)}`);
}
