import type { FaultRule, LoggedCall } from '@bluegreen/sandbox';

export type Moment = 'before' | 'after';
export type Mode = 'finish' | 'unwind';

/** One call of a run, named so that the same call of another run can be found. */
export interface CallPoint {
  /** Place among all calls of the run, from 1. */
  readonly k: number;
  readonly service: string;
  readonly operation: string;
  /** Text in its S3 key; null where the operation alone tells. */
  readonly where: string | null;
  /** Which of the calls that look the same, from 1. */
  readonly occurrence: number;
}

export interface CrashPoint extends CallPoint {
  readonly moment: Moment;
  readonly mode: Mode;
}

/** Parts of S3 keys that say what an object is; the rest differs from run to run. */
const KINDS_OF_KEYS = ['lease.json', 'journal/', 'commands/', 'releases/'];

/** The calls of a run by name. Pure. */
export function callPoints(calls: readonly Pick<LoggedCall, 'service' | 'operation' | 'resources'>[]): CallPoint[] {
  const seen = new Map<string, number>();
  return calls.map(({ service, operation, resources }, index) => {
    const where = KINDS_OF_KEYS.find((kind) => resources.some((arn) => arn.includes(kind))) ?? null;
    const name = `${service} ${operation} ${where}`;
    const occurrence = (seen.get(name) ?? 0) + 1;
    seen.set(name, occurrence);
    return { k: index + 1, service, operation, where, occurrence };
  });
}

/** Where a fault finds the call. */
export function placeOf({ service, operation, where, occurrence }: CallPoint) {
  return { service, operation, skip: occurrence - 1, ...(where === null ? {} : { where }) };
}

export function holdRule(point: CrashPoint): FaultRule {
  return { kind: 'hold', ...placeOf(point), moment: point.moment };
}

export function isRead(operation: string): boolean {
  return /^(Describe|Get|List|BatchGet|Head|Assume)/.test(operation);
}

/**
 * Every instant at which to kill: before and after each call, each settled both ways. Those around changes come first,
 * for when the time does not suffice; within that, in the order of the run.
 */
export function crashPoints(calls: readonly CallPoint[]): CrashPoint[] {
  const changes = calls.filter(({ operation }) => !isRead(operation));
  const reads = calls.filter(({ operation }) => isRead(operation));
  return [...changes, ...reads].flatMap((call) =>
    (['before', 'after'] as const).flatMap((moment) =>
      (['finish', 'unwind'] as const).map((mode) => ({ ...call, moment, mode })),
    ),
  );
}

/** For people, and enough to repeat it. */
export function pointName(
  verb: string,
  { k, service, operation, where, occurrence, moment, mode }: CrashPoint,
): string {
  const call = `${service}:${operation}${where === null ? '' : `(${where})`}#${occurrence}`;
  return `${verb}, call ${k} ${call}, killed ${moment} its effect, then resume${mode === 'unwind' ? ' --unwind' : ''}`;
}
