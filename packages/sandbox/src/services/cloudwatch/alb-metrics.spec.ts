import { CloudWatch as CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { eventually, startElbWorld, type ElbWorld } from '../elbv2/testing/elb-world.js';
import { applicationElbMetrics, createCloudWatch, type CloudWatch } from './index.js';

/** Requests through the real data plane become AWS/ApplicationELB metrics that the real client reads (contract A9). */

let world: ElbWorld;
let cloudWatch: CloudWatch | undefined;
let client: CloudWatchClient;

beforeEach(async () => {
  world = await startElbWorld({
    services: ({ elb, plane, clock }) => {
      const source = applicationElbMetrics({ plane, loadBalancerOf: (poolId) => elb.loadBalancerOf(poolId) });
      cloudWatch = createCloudWatch({ clock, account: '123456789012', region: 'us-east-1', sources: [source] });
      return [cloudWatch.service];
    },
  });
  client = new CloudWatchClient({ endpoint: world.endpoint, region: 'us-east-1', credentials: DEFAULT_KEY_PAIR });
});
afterEach(async () => {
  client.destroy();
  await cloudWatch?.close();
  await world.close();
});

const dimension = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1).replace('loadbalancer/', '');

it('counts requests and answers, leaves zero counters out, and shows healthy hosts', async () => {
  await world.launch('i-0b1e');
  const { topology, registration } = world.elb;
  const group = await topology.createTargetGroup({
    Name: 'blue',
    Protocol: 'HTTP',
    Port: 80,
    HealthCheckPath: '/health',
  });
  const groupArn = group.TargetGroups[0]?.TargetGroupArn ?? '';
  registration.register(groupArn, [{ id: 'i-0b1e' }]);
  const made = await topology.createLoadBalancer({ Name: 'bg', Subnets: ['subnet-a', 'subnet-b'] });
  const LoadBalancerArn = made.LoadBalancers[0]?.LoadBalancerArn ?? '';
  const forward = [{ Type: 'forward', TargetGroupArn: groupArn }];
  const listener = await topology.createListener({
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: forward,
  });
  await topology.createRule({
    ListenerArn: listener.Listeners[0]?.ListenerArn ?? '',
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/down'] }],
    Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }],
  });
  world.clock.advance(100);
  await eventually(
    () => registration.health(groupArn)[0]?.state,
    (state) => state === 'healthy',
  );
  for (const path of ['/', '/', '/', '/down']) await (await fetch(world.urlOf(80) + path)).text();
  await eventually(
    () => world.plane.poolMetrics()[0]?.targetCodes[2],
    (count) => count === 3,
  );
  world.clock.advance(60_000);

  const LoadBalancer = dimension(LoadBalancerArn);
  const sum = async (MetricName: string, dimensions: Record<string, string>) => {
    const answer = await client.getMetricStatistics({
      Namespace: 'AWS/ApplicationELB',
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(world.clock.now() - 3_600_000),
      EndTime: new Date(world.clock.now() + 60_000),
      Period: 60,
      Statistics: ['Sum'],
    });
    return answer.Datapoints?.map((point) => point.Sum);
  };
  const both = { TargetGroup: dimension(groupArn), LoadBalancer };
  expect(await sum('RequestCount', { LoadBalancer })).toEqual([3]);
  expect(await sum('RequestCountPerTarget', both)).toEqual([3]);
  expect(await sum('HTTPCode_Target_2XX_Count', both)).toEqual([3]);
  expect(await sum('HTTPCode_Target_5XX_Count', both)).toEqual([]);
  expect(await sum('HTTPCode_ELB_503_Count', { LoadBalancer })).toEqual([1]);
  expect(await sum('HealthyHostCount', both)).toEqual([1]);
  expect((await sum('TargetResponseTime', { LoadBalancer }))?.[0]).toBeGreaterThan(0);
});
