import type { FaultRule } from '@bluegreen/sandbox';
import { judgeEnd, type Expected } from '../check/judge-end.js';
import type { CliEnd } from '../rig/cli-process.js';
import type { World } from '../rig/observe.js';
import { isRead, placeOf, type CallPoint } from './points.js';
import { settle, told } from './settle.js';
import type { Trial } from './trial.js';

/** One way in which one call can go wrong. */
export interface FaultPoint extends CallPoint {
  readonly harm: string;
}

/** What goes wrong, and for which calls it can. Only a read that follows a change can be behind it; S3 never is. */
const HARMS: Readonly<Record<string, { readonly rule: FaultRule; readonly for?: 'reads after changes' | 'changes' }>> =
  {
    throttled: { rule: { kind: 'throttle', count: 2 } },
    'failed before its effect': { rule: { kind: 'error', status: 503, moment: 'before' } },
    'failed after its effect': { rule: { kind: 'error', status: 500, moment: 'after' }, for: 'changes' },
    'reset before its effect': { rule: { kind: 'reset', moment: 'before' } },
    'reset after its effect': { rule: { kind: 'reset', moment: 'after' }, for: 'changes' },
    'without an answer, after its effect': { rule: { kind: 'timeout', moment: 'after', ms: 100 }, for: 'changes' },
    'answered with what was before': { rule: { kind: 'stale' }, for: 'reads after changes' },
    'lost to a conflict': { rule: { kind: 'conflict' }, for: 'changes' },
  };

const FAULT = 'harm';

/** Lets one call go wrong. The run may end as it likes, so long as its exit code says how, and nothing is left open. */
export const faultTrial: Trial<FaultPoint> = {
  name: 'fault sweep',
  note: 'throttled, failed, reset, unanswered, stale or lost',
  points: (calls) => {
    const firstChange = calls.findIndex((call) => changesServers(call));
    return calls.flatMap((call, index) =>
      Object.entries(HARMS)
        .filter(([, harm]) => {
          if (harm.rule.kind === 'conflict') return call.operation === 'PutObject';
          if (harm.for === 'changes') return !isRead(call.operation);
          if (harm.for === undefined) return true;
          return isRead(call.operation) && call.service !== 's3' && firstChange >= 0 && index > firstChange;
        })
        .map(([harm]) => ({ ...call, harm })),
    );
  },
  describe: (verb, { k, service, operation, where, occurrence, harm }) =>
    `${verb}, call ${k} ${service}:${operation}${where === null ? '' : `(${where})`}#${occurrence} ${harm}`,
  async once(rig, verb, point, expected, run) {
    const { rule } = HARMS[point.harm]!;
    rig.sandbox.addFault({ ...rule, ...placeOf(point), id: FAULT });
    const end = await rig.start(verb.words(rig, run)).ended;
    const hit = rig.sandbox.faults().some(({ acted }) => acted > 0);
    rig.sandbox.clearFaults(FAULT);
    const problems = honest(end, await rig.observe(), expected);
    if (end.code !== 0) problems.push(...(await settle(rig, false)));
    problems.push(...judgeEnd(await rig.observe(), expected));
    return { hit, kills: 0, problems };
  },
};

function changesServers({ service, operation }: CallPoint): boolean {
  return service !== 's3' && !isRead(operation);
}

/** Whether the exit code tells what became of it. Pure. */
export function honest(end: CliEnd, { actions }: World, { before, after }: Expected): string[] {
  const code = end.code ?? -1;
  const wrong = (what: string) => [`${what}: ${told(end)}`];
  if (code === 0 && actions !== after.actions) return wrong('it says done, and the listener is not as after it');
  if ([3, 4, 6, 7].includes(code) && actions !== before.actions) {
    return wrong('it says that traffic is where it was, and the listener is not as before');
  }
  return [-1, 1, 2].includes(code) ? wrong('it broke') : [];
}
