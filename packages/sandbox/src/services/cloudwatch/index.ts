/**
 * CloudWatch: metrics, statistics and metric alarms (contract A3, A5, A9), by JSON 1.0 and by Query.
 *
 * Known gaps
 * - Refused loudly (NotImplemented 501): metric math beyond + - * / and FILL, Metrics Insights, trimmed and other
 *   extended statistics than pNN, composite and anomaly detection alarms, metrics of other accounts, entities. Alarm history, EnableAlarmActions and the like are not there; the gateway says so.
 * - Alarm actions are kept and shown, not carried out.
 * - An alarm's datapoint is what came in between two evaluations; data put later with an earlier time stamp counts in
 *   queries, not in alarms.
 * - Percentiles are nearest rank; TargetResponseTime percentiles, minimum and maximum are upper bounds of buckets.
 * - AWS/ApplicationELB has no AvailabilityZone dimension and no UnhealthyRoutingRequestCount, byte or LCU metrics.
 * - Memory is bounded: 2,000 metrics of 3,000 points each; of more, the old ones share points or go.
 * - ExtendedStatistics of GetMetricStatistics come out right in JSON only (Query writes maps in another form).
 */
import type { Clock } from '@bluegreen/load-balancer';
import type { OperationDefinition, RpcService } from '../service.js';
import type { Alarm, AlarmState } from './alarms/alarm.js';
import { createAlarmBook } from './alarms/alarm-book.js';
import { alarmArn, type CloudWatchContext, type Operation } from './context.js';
import type { Dashboard, DashboardBook } from './dashboards.js';
import { aggregateOf, type MetricDatum } from './metrics/datum.js';
import { createMetricStore, type Sample } from './metrics/metric-store.js';
import { OPERATIONS } from './operations/index.js';
import type { MetricSource } from './sources/metric-source.js';

export type { MetricDatum } from './metrics/datum.js';
export { applicationElbMetrics } from './sources/application-elb.js';
export { cloudWatchAgentMetrics } from './sources/cloudwatch-agent.js';
export type { MetricSource } from './sources/metric-source.js';

export interface CloudWatchOptions {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  readonly sources: readonly MetricSource[];
  /** Sandbox time between two samples of the sources; default one minute, as AWS services publish. */
  readonly samplePeriodMs?: number;
  /** After each change of an alarm. */
  readonly onChange?: () => void;
}

export interface CloudWatchSnapshot {
  readonly version: 1;
  readonly alarms: readonly Alarm[];
  readonly dashboards?: readonly Dashboard[];
  readonly samples: readonly Sample[];
}

export interface CloudWatch {
  readonly service: RpcService;
  /** From inside, so `AWS/…` namespaces are welcome. */
  put(namespace: string, metrics: readonly MetricDatum[]): void;
  /** Undefined when there is no such alarm. */
  alarmState(name: string): AlarmState | undefined;
  snapshot(): CloudWatchSnapshot;
  restore(state: unknown): Promise<void>;
  /** Ends sampling and evaluation. */
  close(): Promise<void>;
}

const SAMPLE_PERIOD_MS = 60_000;

export function createCloudWatch(options: CloudWatchOptions): CloudWatch {
  const { clock } = options;
  const onChange = options.onChange ?? (() => undefined);
  const store = createMetricStore();
  const alarms = createAlarmBook({ clock, store, arnOf: (name) => alarmArn(options, name), onChange });
  const dashboards: DashboardBook = new Map();
  const context: CloudWatchContext = { clock, store, alarms, dashboards, account: options.account };

  function put(namespace: string, metrics: readonly MetricDatum[]): void {
    for (const { name, dimensions, unit, at, value } of metrics) {
      const aggregate = aggregateOf(value);
      const sample = { namespace, name, dimensions: dimensions ?? {}, unit: unit ?? 'None', at: at ?? clock.now() };
      if (aggregate.count > 0) store.add({ ...sample, aggregate });
    }
  }

  let cancelSampling = (): void => undefined;
  function sampleLater(): void {
    cancelSampling = clock.after(options.samplePeriodMs ?? SAMPLE_PERIOD_MS, () => {
      for (const source of options.sources) {
        const sampled = source.sample();
        const publish = (metrics: readonly MetricDatum[]) => put(source.namespace, metrics);
        // What is there already is put at once: alarms are judged at this very moment.
        if (sampled instanceof Promise) sampled.then(publish, () => undefined);
        else publish(sampled);
      }
      sampleLater();
    });
  }
  sampleLater();

  return {
    service: {
      kind: 'rpc',
      name: 'monitoring',
      query: {
        version: '2010-08-01',
        namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
        flavour: 'aws',
      },
      json: { targetPrefix: 'GraniteServiceVersion20100801', version: '1.0', queryCompatible: true },
      operations: Object.fromEntries(
        Object.entries(OPERATIONS).map(([name, operation]) => [name, definition(name, operation, context, onChange)]),
      ),
    },
    put,
    alarmState: (name) => alarms.find(name)?.state,
    snapshot: () => ({
      version: 1,
      alarms: alarms.list(),
      dashboards: [...dashboards.values()],
      samples: store.samples(),
    }),
    restore(state) {
      if (!isSnapshot(state)) return Promise.reject(new TypeError('This is no CloudWatch snapshot of version 1.'));
      for (const sample of state.samples) store.add(sample);
      alarms.restore(state.alarms);
      for (const dashboard of state.dashboards ?? []) dashboards.set(dashboard.name, dashboard);
      return Promise.resolve();
    },
    close() {
      cancelSampling();
      alarms.stop();
      return Promise.resolve();
    },
  };
}

function definition(
  name: string,
  operation: Operation,
  context: CloudWatchContext,
  onChange: () => void,
): OperationDefinition {
  return {
    action: `cloudwatch:${name}`,
    resources: operation.resources,
    conditionKeys: operation.conditionKeys,
    handle(input) {
      const output = operation.handle(context, input);
      if (operation.changes) onChange();
      return output;
    },
  };
}

function isSnapshot(value: unknown): value is CloudWatchSnapshot {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'samples' in value;
}
