import type { Clock } from '@bluegreen/load-balancer';
import type { CallContext, OperationDefinition, WireInput } from '../service.js';
import type { AlarmBook } from './alarms/alarm-book.js';
import type { DashboardBook } from './dashboards.js';
import type { MetricStore } from './metrics/metric-store.js';

/** What an operation works with. */
export interface CloudWatchContext {
  readonly clock: Clock;
  readonly store: MetricStore;
  readonly alarms: AlarmBook;
  readonly dashboards: DashboardBook;
  readonly account: string;
}

/** One operation of the API, without the wire. */
export interface Operation {
  /** ARNs for the IAM evaluation (contract E); omitted: judged on `*`. */
  readonly resources?: (input: WireInput, call: CallContext) => readonly string[];
  /** What IAM conditions may ask besides the global keys. */
  readonly conditionKeys?: OperationDefinition['conditionKeys'];
  /** Whether `snapshot` returns something else afterwards. */
  readonly changes?: boolean;
  handle(cloudWatch: CloudWatchContext, input: WireInput): object | undefined;
}

export function alarmArn(place: { readonly region: string; readonly account: string }, name: string): string {
  return `arn:aws:cloudwatch:${place.region}:${place.account}:alarm:${name}`;
}

export function dashboardArn(place: { readonly account: string }, name: string): string {
  return `arn:aws:cloudwatch::${place.account}:dashboard/${name}`;
}
