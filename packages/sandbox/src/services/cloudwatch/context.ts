import type { Clock } from '@bluegreen/load-balancer';
import type { CallContext, WireInput } from '../service.js';
import type { AlarmBook } from './alarms/alarm-book.js';
import type { MetricStore } from './metrics/metric-store.js';

/** What an operation works with. */
export interface CloudWatchContext {
  readonly clock: Clock;
  readonly store: MetricStore;
  readonly alarms: AlarmBook;
}

/** One operation of the API, without the wire. */
export interface Operation {
  /** ARNs for the IAM evaluation (contract E); omitted: judged on `*`. */
  readonly resources?: (input: WireInput, call: CallContext) => readonly string[];
  /** Whether `snapshot` returns something else afterwards. */
  readonly changes?: boolean;
  handle(cloudWatch: CloudWatchContext, input: WireInput): object | undefined;
}

export function alarmArn(place: { readonly region: string; readonly account: string }, name: string): string {
  return `arn:aws:cloudwatch:${place.region}:${place.account}:alarm:${name}`;
}
