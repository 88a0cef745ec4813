import type { LoggedCall } from '@bluegreen/sandbox';
import type { RaceRun } from '../race/worker.js';
import type { Violation } from './violation.js';

/** Calls that change what serves traffic, or what may. */
const CHANGES =
  /^(ModifyListener|ModifyRule|SetRulePriorities|CreateDeployment|StopDeployment|SuspendProcesses|ResumeProcesses|SetDesiredCapacity|UpdateAutoScalingGroup)$/;

interface Turn {
  readonly run: RaceRun;
  /** Places in the order in which changes took effect. */
  first: number;
  last: number;
}

/**
 * Whether the changes of any two commands ever alternate. A takeover ends the turn of the one that was taken over, so
 * turns follow each other whatever happens. Pure.
 * @param calls in the order in which they ended
 */
export function judgeTurns(calls: readonly LoggedCall[], runs: readonly RaceRun[], repeat: string): Violation[] {
  const changes = calls.filter(({ operation, status }) => CHANGES.test(operation) && (status === 0 || status < 400));
  const turns = new Map<RaceRun, Turn>();
  changes.forEach((call, place) => {
    const run = runs.find(
      ({ accessKeyId, from, to }) => accessKeyId === call.accessKeyId && call.at >= from && call.at <= to,
    );
    if (!run) return;
    const turn = turns.get(run) ?? { run, first: place, last: place };
    turn.last = place;
    turns.set(run, turn);
  });
  const inOrder = [...turns.values()].sort((a, b) => a.first - b.first);
  return inOrder.flatMap((turn, index) => {
    const next = inOrder[index + 1];
    if (!next || next.first > turn.last) return [];
    const what = `${said(turn.run)} and ${said(next.run)} changed things in turns (${changes[next.first]?.operation})`;
    return [{ repeat, what }];
  });
}

function said({ worker, words, from }: RaceRun): string {
  return `"${words}" of ${worker} at ${new Date(from).toISOString()}`;
}
