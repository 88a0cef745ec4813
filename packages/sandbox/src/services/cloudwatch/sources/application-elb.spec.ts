import type { BalancerMetrics, PoolMetrics } from '@bluegreen/load-balancer';
import { applicationElbMetrics } from './application-elb.js';

const lb = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/bg/0123456789abcdef';
const tg = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/0123456789abcdef';
const pool: PoolMetrics = {
  poolId: tg,
  requests: 0,
  targetCodes: { 2: 0, 3: 0, 4: 0, 5: 0 },
  connectionErrors: 0,
  newConnections: 0,
  activeConnections: 0,
  outstandingRequests: 0,
  latency: { boundsMs: [10, 100, 1000], counts: [0, 0, 0], sumMs: 0, count: 0 },
  healthy: 2,
  unhealthy: 0,
};
const balancer: BalancerMetrics = {
  balancerId: lb,
  requests: 0,
  clientConnections: 0,
  newConnections: 0,
  ownCodes: {},
  clientClosed: 0,
  tlsFailures: 0,
};

function source() {
  const now = { pool, balancer, attached: true };
  const metrics = applicationElbMetrics({
    plane: { poolMetrics: () => [now.pool], balancerMetrics: () => [now.balancer] },
    loadBalancerOf: () => (now.attached ? lb : undefined),
  });
  return { now, metrics };
}

describe('AWS/ApplicationELB (contract A9)', () => {
  it('without traffic there are only the always-present metrics', () => {
    const { metrics } = source();
    const names = metrics.sample().map(({ name, dimensions }) => [name, Object.keys(dimensions ?? {}).join()]);
    expect(names).toEqual([
      ['HealthyHostCount', 'TargetGroup,LoadBalancer'],
      ['UnHealthyHostCount', 'TargetGroup,LoadBalancer'],
      ['RequestCount', 'TargetGroup,LoadBalancer'],
      ['RequestCountPerTarget', 'TargetGroup,LoadBalancer'],
      ['RequestCountPerTarget', 'TargetGroup'],
      ['RequestCount', 'LoadBalancer'],
    ]);
  });

  it('counters are what came since the sample before, in the group and in the load balancer', () => {
    const { now, metrics } = source();
    now.pool = { ...pool, requests: 10, targetCodes: { 2: 9, 3: 0, 4: 0, 5: 1 }, connectionErrors: 1 };
    now.balancer = { ...balancer, ownCodes: { 503: 2, 502: 1, 404: 4 }, newConnections: 3 };
    metrics.sample();
    now.pool = { ...now.pool, requests: 14, targetCodes: { 2: 13, 3: 0, 4: 0, 5: 1 } };
    now.balancer = { ...now.balancer, ownCodes: { 503: 3, 502: 1, 404: 4 } };
    const data = metrics.sample();
    const value = (name: string, dimensions: Record<string, string>) =>
      data.find((datum) => datum.name === name && JSON.stringify(datum.dimensions) === JSON.stringify(dimensions))
        ?.value;
    const LoadBalancer = 'app/bg/0123456789abcdef';
    const both = { TargetGroup: 'targetgroup/blue/0123456789abcdef', LoadBalancer };
    expect(value('RequestCount', both)).toBe(4);
    expect(value('RequestCountPerTarget', both)).toBe(2);
    expect(value('HTTPCode_Target_2XX_Count', { LoadBalancer })).toBe(4);
    expect(value('HTTPCode_ELB_503_Count', { LoadBalancer })).toBe(1);
    expect(value('HTTPCode_ELB_5XX_Count', { LoadBalancer })).toBe(1);
    for (const name of [
      'HTTPCode_Target_5XX_Count',
      'HTTPCode_ELB_4XX_Count',
      'HTTPCode_ELB_502_Count',
      'NewConnectionCount',
      'TargetConnectionErrorCount',
    ]) {
      expect(data.filter((datum) => datum.name === name)).toEqual([]);
    }
  });

  it('TargetResponseTime is in seconds: exact average, percentiles by bucket', () => {
    const { now, metrics } = source();
    metrics.sample();
    now.pool = { ...pool, requests: 4, latency: { ...pool.latency, counts: [3, 0, 1], sumMs: 215, count: 4 } };
    const [time] = metrics.sample().filter((datum) => datum.name === 'TargetResponseTime');
    expect(time).toMatchObject({ unit: 'Seconds', value: { count: 4, sum: 0.215, minimum: 0.01, maximum: 1 } });
    expect(time?.value).toMatchObject({
      values: [
        [0.01, 3],
        [1, 1],
      ],
    });
  });

  it('a group that no load balancer names has no metrics', () => {
    const { now, metrics } = source();
    now.attached = false;
    expect(metrics.sample().filter((datum) => datum.dimensions?.['TargetGroup'])).toEqual([]);
  });
});
