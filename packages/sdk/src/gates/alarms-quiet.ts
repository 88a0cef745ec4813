import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { count } from '../domain/words.js';

/** An alarm that already rings cannot tell whether the switch made things worse; one without data cannot tell anything. */
export function alarmsQuiet({ alarms }: GateFacts): GateVerdict {
  const gate = 'alarms-quiet' as const;
  if (alarms.length === 0) return { gate, verdict: 'pass', summary: 'No alarms are configured.' };
  const loud = alarms.filter((alarm) => alarm.state === 'ALARM');
  const silent = alarms.filter((alarm) => alarm.state === 'MISSING' || alarm.state === 'INSUFFICIENT_DATA');
  const evidence = [...loud, ...silent].map((alarm) => `${alarm.name}: ${alarm.state}`);
  if (loud.length > 0) {
    return {
      gate,
      verdict: 'fail',
      summary: `${loud.length} of ${count(alarms.length, 'alarm')} ringing.`,
      evidence,
      next: `See why: \`aws cloudwatch describe-alarms --alarm-names ${loud[0]!.name}\`.`,
    };
  }
  if (silent.length > 0) {
    return {
      gate,
      verdict: 'no-data',
      summary: `${silent.length} of ${count(alarms.length, 'alarm')} missing or without data.`,
      evidence,
      next: 'Correct the alarm names in the configuration, or wait for the alarms to get data.',
    };
  }
  return { gate, verdict: 'pass', summary: `${count(alarms.length, 'alarm')} quiet.` };
}
