import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

/** An alarm that already rings cannot tell whether the switch made things worse; one without data cannot tell anything. */
export function alarmsQuiet({ alarms }: GateFacts): GateVerdict {
  const gate = 'alarms-quiet' as const;
  if (alarms.length === 0) return judged(gate, 'pass', say('alarms.none'));
  const loud = alarms.filter((alarm) => alarm.state === 'ALARM');
  const silent = alarms.filter((alarm) => alarm.state === 'MISSING' || alarm.state === 'INSUFFICIENT_DATA');
  const evidence = [...loud, ...silent].map((alarm) => `${alarm.name}: ${alarm.state}`);
  const all = alarms.length;
  if (loud.length > 0) {
    const next = say('alarms.ringing.next', { alarm: loud[0]!.name });
    return judged(gate, 'fail', say('alarms.ringing', { loud: loud.length, all }), { evidence, next });
  }
  if (silent.length > 0) {
    const next = say('alarms.silent.next');
    return judged(gate, 'no-data', say('alarms.silent', { silent: silent.length, all }), { evidence, next });
  }
  return judged(gate, 'pass', say('alarms.quiet', { all }));
}
