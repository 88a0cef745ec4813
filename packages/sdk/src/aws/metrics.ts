import type { Metrics } from '../domain/ports.js';
import type { CallTable, Connection } from './connection.js';

export const metricsCalls = {
  PutMetricData: ['cloudwatch:PutMetricData'],
} as const satisfies CallTable<'cloudWatch'>;

/** The one namespace that the policies allow (contract T9). */
const NAMESPACE = 'BlueGreen';

/** Custom metrics of CloudWatch. @param environment value of the dimension `Environment`, `<project>-<environment>`. */
export function createMetrics(connection: Connection, environment: string): Metrics {
  const call = connection.calls('cloudWatch', metricsCalls);
  return {
    async publish(figures, signal) {
      if (figures.length === 0) return;
      const Dimensions = [{ Name: 'Environment', Value: environment }];
      const MetricData = figures.map(({ name, value, unit }) => {
        return { MetricName: name, Value: value, Unit: unit, Dimensions };
      });
      // Sent again after a lost answer, it would be counted twice.
      await call('PutMetricData', { Namespace: NAMESPACE, MetricData }, { once: true, signal });
    },
  };
}
