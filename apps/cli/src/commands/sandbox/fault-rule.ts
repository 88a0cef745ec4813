import type { FaultRule } from '@bluegreen/sandbox';

/** Kinds of faults on a call; the sandbox itself says what each takes. */
export const CALL_FAULTS = [
  'throttle',
  'error',
  'timeout',
  'reset',
  'slow',
  'stale',
  'conflict',
  'hold',
  'published-rates',
] as const;

/** Kinds of faults on an instance. */
export const HOST_FAULTS = [
  'instance-dies',
  'agent-dies',
  'agent-freezes',
  'hook-hangs',
  'hook-floods',
  'hook-keeps-output-open',
  'disk-full',
] as const;

/** The rule that a command line asks for: what was not said is left to the sandbox, which checks it all. */
export function ruleOf(kind: FaultRule['kind'], options: object, isSet: (name: string) => boolean): FaultRule {
  const members = ['id', 'service', 'operation', 'moment', 'where', 'count', 'skip', 'probability', 'seed'];
  const known = [...members, 'code', 'status', 'ms', 'event'];
  const given = Object.entries(options).filter(([name]) => known.includes(name) && isSet(name));
  return { kind, ...Object.fromEntries(given) };
}
