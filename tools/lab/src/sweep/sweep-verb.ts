import { judgeLoad } from '../check/judge-load.js';
import type { Violation } from '../check/violation.js';
import { startRig, type RigOptions } from '../rig/rig.js';
import type { ReportRow } from '../report/lab-report.js';
import { sweep } from './sweep.js';
import type { Trial } from './trial.js';
import type { VerbRow } from './verbs.js';

/** After so many violations of one verb the rest would say the same. */
const ENOUGH = 12;

export function rowName(trial: Pick<Trial<unknown>, 'name'>, verb: string): string {
  return `${trial.name}: ${verb}`;
}

/** All points of one verb, with a fresh sandbox after each violation, so that one does not cause the next. */
export async function sweepVerb<Point>(
  options: RigOptions & {
    readonly until: number;
    readonly say: (line: string) => void;
    /** Points that earlier runs have tried. */
    readonly from: number;
  },
  verb: VerbRow,
  trial: Trial<Point>,
): Promise<{ readonly row: ReportRow; readonly violations: readonly Violation[] }> {
  const { until, say, from } = options;
  const violations: Violation[] = [];
  const sums = { calls: 0, points: 0, tried: 0, hits: 0, kills: 0, requests: 0 };
  do {
    const rig = await startRig(options);
    try {
      const result = await sweep(rig, verb, trial, { until, say, from: from + sums.tried });
      const ledger = await rig.load.stop();
      sums.calls = Math.max(sums.calls, result.calls);
      sums.points = result.points;
      sums.tried += result.tried;
      sums.hits += result.hits;
      sums.kills += result.kills;
      sums.requests += ledger.length;
      violations.push(...result.violations, ...judgeLoad(ledger, result.episodes));
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      violations.push({ repeat: `${verb.name}, undisturbed`, what });
      break;
    } finally {
      await rig.stop();
    }
  } while (from + sums.tried < sums.points && performance.now() < until && violations.length < ENOUGH);
  const { calls, points, tried, hits, kills, requests } = sums;
  const row: ReportRow = {
    ...{ name: rowName(trial, verb.name), points, tried, operations: tried + kills, kills, faults: hits, requests },
    ...{ violations: violations.length, note: `${calls} calls, ${trial.note}` },
  };
  return { row, violations };
}
