import { CloudWatch as CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { startGateway, type Gateway } from '../../../gateway.js';
import { DEFAULT_KEY_PAIR } from '../../../signature/credentials.js';
import { manualClock, type ManualClock } from '../../elbv2/testing/manual-clock.js';
import { createCloudWatch, type CloudWatch } from '../index.js';
import { cloudWatchAgentMetrics, type AgentReading } from './cloudwatch-agent.js';

/** What hosts publish by themselves, read with the real client (contract T9). */

let clock: ManualClock;
let cloudWatch: CloudWatch;
let gateway: Gateway;
let client: CloudWatchClient;
let read: () => Promise<readonly AgentReading[]>;

beforeEach(async () => {
  clock = manualClock();
  cloudWatch = createCloudWatch({
    ...{ clock, account: '123456789012', region: 'us-east-1' },
    sources: [cloudWatchAgentMetrics({ readings: () => read() })],
  });
  gateway = await startGateway({ services: [cloudWatch.service] });
  client = new CloudWatchClient({ endpoint: gateway.endpoint, region: 'us-east-1', credentials: DEFAULT_KEY_PAIR });
});
afterEach(async () => {
  client.destroy();
  await gateway.close();
  await cloudWatch.close();
});

const reading = (groupName: string | null, memoryPercent: number, diskPercent: number): AgentReading => {
  return { groupName, memoryPercent, diskPercent };
};

async function averages(MetricName: string, group: string) {
  const answer = await client.getMetricStatistics({
    ...{ Namespace: 'CWAgent', MetricName, Dimensions: [{ Name: 'AutoScalingGroupName', Value: group }] },
    ...{ StartTime: new Date(clock.now() - 3_600_000), EndTime: new Date(clock.now() + 1_000) },
    ...{ Period: 3_600, Statistics: ['Average', 'SampleCount'] },
  });
  return answer.Datapoints?.map(({ Average, SampleCount, Unit }) => [Average, SampleCount, Unit]);
}

it('each host tells its memory and disk once a minute, by its Auto Scaling group', async () => {
  read = () => Promise.resolve([reading('blue', 10, 40), reading('blue', 20, 60), reading('green', 5, 50)]);
  clock.advance(60_000);
  expect(await averages('mem_used_percent', 'blue')).toEqual([[15, 2, 'Percent']]);
  expect(await averages('disk_used_percent', 'blue')).toEqual([[50, 2, 'Percent']]);
  expect(await averages('mem_used_percent', 'green')).toEqual([[5, 1, 'Percent']]);
});

it('a host outside of every group tells nothing, and a look that fails is a gap', async () => {
  read = () => Promise.resolve([reading(null, 10, 40)]);
  clock.advance(60_000);
  read = () => Promise.reject(new Error('no such file'));
  clock.advance(60_000);
  expect((await client.listMetrics({ Namespace: 'CWAgent' })).Metrics).toEqual([]);
  read = () => Promise.resolve([reading('blue', 10, 40)]);
  clock.advance(60_000);
  expect(await averages('mem_used_percent', 'blue')).toEqual([[10, 1, 'Percent']]);
});
