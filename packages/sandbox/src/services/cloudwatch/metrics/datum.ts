import type { Aggregate } from './aggregate.js';
import { ofValues } from './aggregate.js';

/** One reading, as sources and wiring hand it in. */
export interface MetricDatum {
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  /** As CloudWatch names units, such as `Count`, `Seconds`, `Percent`; default `None`. */
  readonly unit?: string;
  /** ms since the epoch; default now. */
  readonly at?: number;
  /** One value, several with their counts, or finished statistics. */
  readonly value: number | readonly (readonly [value: number, count: number])[] | Aggregate;
}

/** Host counts and requests of an idle load balancer are the same few numbers for hours: one object serves for all. */
const SHARED = Array.from({ length: 64 }, (_, value) => ofValues([[value, 1]]));

export function aggregateOf(value: MetricDatum['value']): Aggregate {
  if (typeof value === 'number') return SHARED[value] ?? ofValues([[value, 1]]);
  return 'sum' in value ? value : ofValues(value);
}
