import type { BalancerMetrics, DataPlane, PoolMetrics } from '@bluegreen/load-balancer';
import type { Aggregate } from '../metrics/aggregate.js';
import type { MetricDatum } from '../metrics/datum.js';
import type { MetricSource } from './metric-source.js';

/**
 * AWS/ApplicationELB from the data plane's counters (contract A9). Pool ids are target group ARNs, balancer ids load
 * balancer ARNs. Counters that are zero have no data point, except RequestCount, RequestCountPerTarget and the host counts.
 */
export function applicationElbMetrics(options: {
  readonly plane: Pick<DataPlane, 'poolMetrics' | 'balancerMetrics'>;
  readonly loadBalancerOf: (poolId: string) => string | undefined;
}): MetricSource<readonly MetricDatum[]> {
  let poolsBefore = new Map<string, PoolMetrics>();
  let balancersBefore = new Map<string, BalancerMetrics>();
  return {
    namespace: 'AWS/ApplicationELB',
    sample() {
      const pools = options.plane.poolMetrics();
      const balancers = options.plane.balancerMetrics();
      const attached = pools.flatMap((pool) => {
        const balancerId = options.loadBalancerOf(pool.poolId);
        const delta = poolDelta(pool, poolsBefore.get(pool.poolId));
        return balancerId === undefined ? [] : [{ pool, delta, balancerId }];
      });
      const data = [
        ...attached.flatMap(({ pool, delta, balancerId }) => poolData(pool, delta, balancerId)),
        ...balancers.flatMap((balancer) => {
          const own = attached.filter(({ balancerId }) => balancerId === balancer.balancerId);
          const deltas = own.map(({ delta }) => delta);
          return balancerData(balancer, balancersBefore.get(balancer.balancerId), deltas);
        }),
      ];
      poolsBefore = new Map(pools.map((pool) => [pool.poolId, pool]));
      balancersBefore = new Map(balancers.map((balancer) => [balancer.balancerId, balancer]));
      return data;
    },
  };
}

interface PoolDelta {
  readonly requests: number;
  readonly codes: readonly (readonly [name: string, count: number])[];
  readonly connectionErrors: number;
  readonly latency: Aggregate | null;
}

const HUNDREDS = [2, 3, 4, 5] as const;

function poolDelta(now: PoolMetrics, before: PoolMetrics | undefined): PoolDelta {
  return {
    requests: now.requests - (before?.requests ?? 0),
    codes: HUNDREDS.map((hundred) => [
      `HTTPCode_Target_${hundred}XX_Count`,
      now.targetCodes[hundred] - (before?.targetCodes[hundred] ?? 0),
    ]),
    connectionErrors: now.connectionErrors - (before?.connectionErrors ?? 0),
    latency: latencyDelta(now.latency, before?.latency),
  };
}

/** In seconds. Each answer counts with its bucket's upper bound; the sum, and so the average, is exact. */
function latencyDelta(now: PoolMetrics['latency'], before: PoolMetrics['latency'] | undefined): Aggregate | null {
  const values = now.boundsMs
    .map((bound, index) => [bound / 1000, (now.counts[index] ?? 0) - (before?.counts[index] ?? 0)] as const)
    .filter(([, count]) => count > 0);
  const count = now.count - (before?.count ?? 0);
  const [first] = values;
  if (count <= 0 || !first) return null;
  const sum = (now.sumMs - (before?.sumMs ?? 0)) / 1000;
  return { count, sum, minimum: first[0], maximum: values.at(-1)?.[0] ?? first[0], values };
}

function poolData(pool: PoolMetrics, delta: PoolDelta, balancerId: string): MetricDatum[] {
  const group = { TargetGroup: dimensionOf(pool.poolId) };
  const both = { ...group, LoadBalancer: dimensionOf(balancerId) };
  const targets = Math.max(1, pool.healthy + pool.unhealthy);
  return [
    { name: 'HealthyHostCount', dimensions: both, unit: 'Count', value: pool.healthy },
    { name: 'UnHealthyHostCount', dimensions: both, unit: 'Count', value: pool.unhealthy },
    { name: 'RequestCount', dimensions: both, unit: 'Count', value: delta.requests },
    { name: 'RequestCountPerTarget', dimensions: both, unit: 'None', value: delta.requests / targets },
    { name: 'RequestCountPerTarget', dimensions: group, unit: 'None', value: delta.requests / targets },
    ...answerData([delta], both),
  ];
}

function balancerData(
  now: BalancerMetrics,
  before: BalancerMetrics | undefined,
  pools: readonly PoolDelta[],
): MetricDatum[] {
  const dimensions = { LoadBalancer: dimensionOf(now.balancerId) };
  const own = Object.entries(now.ownCodes).map(
    ([status, count]) => [Number(status), count - (before?.ownCodes[Number(status)] ?? 0)] as const,
  );
  const among = (low: number, high: number): number =>
    own.reduce((sum, [status, count]) => sum + (status >= low && status <= high ? count : 0), 0);
  return [
    { name: 'RequestCount', dimensions, unit: 'Count', value: pools.reduce((sum, pool) => sum + pool.requests, 0) },
    ...answerData(pools, dimensions),
    ...nonZero('HTTPCode_ELB_3XX_Count', dimensions, among(300, 399)),
    ...nonZero('HTTPCode_ELB_4XX_Count', dimensions, among(400, 499)),
    ...nonZero('HTTPCode_ELB_5XX_Count', dimensions, among(500, 599)),
    ...[500, 502, 503, 504].flatMap((status) =>
      nonZero(`HTTPCode_ELB_${status}_Count`, dimensions, among(status, status)),
    ),
    ...nonZero('NewConnectionCount', dimensions, now.newConnections - (before?.newConnections ?? 0)),
    ...nonZero('ActiveConnectionCount', dimensions, now.clientConnections),
  ];
}

function answerData(deltas: readonly PoolDelta[], dimensions: Record<string, string>): MetricDatum[] {
  const codes = new Map<string, number>();
  for (const [name, count] of deltas.flatMap((delta) => delta.codes)) codes.set(name, (codes.get(name) ?? 0) + count);
  const errors = deltas.reduce((sum, delta) => sum + delta.connectionErrors, 0);
  return [
    ...[...codes].flatMap(([name, count]) => nonZero(name, dimensions, count)),
    ...nonZero('TargetConnectionErrorCount', dimensions, errors),
    ...deltas.flatMap(({ latency }) =>
      latency ? [{ name: 'TargetResponseTime', dimensions, unit: 'Seconds', value: latency }] : [],
    ),
  ];
}

function nonZero(name: string, dimensions: Record<string, string>, value: number): MetricDatum[] {
  return value > 0 ? [{ name, dimensions, unit: 'Count', value }] : [];
}

/** `app/NAME/ID` or `targetgroup/NAME/ID`. */
function dimensionOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1).replace(/^loadbalancer\//, '');
}
