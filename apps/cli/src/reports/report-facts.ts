import type { BlueGreenEvent, GateVerdict, Plan } from '@bluegreen/sdk';
import type { ReportedError } from '../commands/sandbox/child-report.js';

/** All that one command line saw and came to; every report is a pure view of it. */
export interface ReportFacts {
  /** Words of the command, such as `switch` or `sandbox up`. */
  readonly command: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly events: readonly BlueGreenEvent[];
  /** What `--json` would print; null when the command failed. */
  readonly result: unknown;
  readonly error: ReportedError | null;
  readonly exitCode: number;
}

/** The last plan that was made: the one that was acted on. */
export function planOf({ events }: ReportFacts): Plan | null {
  return lastOf(events, 'plan.made')?.plan ?? null;
}

/** The verdict of every gate, the last one where a gate was judged twice. */
export function verdictsOf({ events }: ReportFacts): GateVerdict[] {
  const verdicts = events.flatMap((event) => (event.type === 'gate.judged' ? [event.verdict] : []));
  return [...new Map(verdicts.map((verdict) => [verdict.gate, verdict])).values()];
}

export function lastOf<Type extends BlueGreenEvent['type']>(
  events: readonly BlueGreenEvent[],
  type: Type,
): Extract<BlueGreenEvent, { type: Type }> | undefined {
  return events.findLast((event): event is Extract<BlueGreenEvent, { type: Type }> => event.type === type);
}
