import { gzipSync } from 'node:zlib';
import { CloudWatchClient, GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  type DescribeTargetGroupsCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { startGateway, type Gateway } from '../gateway.js';
import { createCloudWatch, type CloudWatch } from '../services/cloudwatch/index.js';
import { manualClock, type ManualClock } from '../services/elbv2/testing/manual-clock.js';
import type { RpcService, WireInput } from '../services/service.js';
import { DEFAULT_KEY_PAIR } from '../signature/credentials.js';

/** Takes down what arrives, in the Query protocol. */
const seen: WireInput[] = [];
const elb: RpcService = {
  kind: 'rpc',
  name: 'elasticloadbalancing',
  query: {
    version: '2015-12-01',
    namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    flavour: 'aws',
  },
  operations: {
    DescribeTargetGroups: {
      action: 'elasticloadbalancing:DescribeTargetGroups',
      handle(input) {
        seen.push(input);
        return { TargetGroups: [] };
      },
    },
  },
};

const MiB = 1024 * 1024;
let clock: ManualClock;
let cloudWatch: CloudWatch;
let gateway: Gateway;
beforeEach(async () => {
  seen.length = 0;
  clock = manualClock();
  cloudWatch = createCloudWatch({ clock, account: '123456789012', region: 'us-east-1', sources: [] });
  gateway = await startGateway({ services: [elb, cloudWatch.service] });
});
afterEach(async () => {
  await gateway.close();
  await cloudWatch.close();
});

const settings = () => ({
  endpoint: gateway.endpoint,
  region: 'us-east-1',
  credentials: DEFAULT_KEY_PAIR,
  maxAttempts: 1,
});

/** Sends what `body` makes of the client's own body, signed as sent. */
function describeGroups(
  encoding: string,
  body: (own: string) => Buffer,
  input: DescribeTargetGroupsCommandInput = { Names: ['a'] },
) {
  const client = new ElasticLoadBalancingV2Client(settings());
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: unknown; headers: Record<string, string> };
      const bytes = body(String(request.body));
      request.body = bytes;
      request.headers['content-encoding'] = encoding;
      request.headers['content-length'] = String(bytes.length);
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'encoded' },
  );
  return client.send(new DescribeTargetGroupsCommand(input));
}

function putMetrics(names: readonly string[], disableRequestCompression: boolean) {
  const MetricData = names.map((MetricName) => ({ MetricName, Value: 1, Timestamp: new Date(clock.now()) }));
  return new CloudWatchClient({ ...settings(), disableRequestCompression }).send(
    new PutMetricDataCommand({ Namespace: 'Bluegreen', MetricData }),
  );
}

it('takes the large bodies that clients compress', async () => {
  await putMetrics(
    Array.from({ length: 500 }, () => 'Switches'),
    false,
  );
  const { MetricDataResults } = await new CloudWatchClient(settings()).send(
    new GetMetricDataCommand({
      StartTime: new Date(clock.now() - 600_000),
      EndTime: new Date(clock.now() + 60_000),
      MetricDataQueries: [
        {
          Id: 'm',
          MetricStat: { Metric: { Namespace: 'Bluegreen', MetricName: 'Switches' }, Period: 60, Stat: 'Sum' },
        },
      ],
    }),
  );
  expect(MetricDataResults?.[0]?.Values).toEqual([500]);
});

it('takes a compressed form, and one that says it is not encoded', async () => {
  await describeGroups('gzip', (own) => gzipSync(own));
  await describeGroups('identity', (own) => Buffer.from(own));
  expect(seen).toEqual([{ Names: ['a'] }, { Names: ['a'] }]);
});

it.each([
  ['data that is no gzip', 'gzip', (own: string) => Buffer.from(own), 'SerializationException', 400],
  ['another encoding', 'br', (own: string) => Buffer.from(own), 'UnsupportedMediaType', 415],
  ['a small body that unpacks to much', 'gzip', () => gzipSync(Buffer.alloc(64 * MiB)), 'RequestEntityTooLarge', 413],
])('refuses %s', async (_name, encoding, body, name, httpStatusCode) => {
  await expect(describeGroups(encoding, body)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  expect(seen).toEqual([]);
});

it.each([
  ['JSON', () => putMetrics(['x'.repeat(11 * MiB)], true)],
  ['Query', () => describeGroups('identity', (own) => Buffer.concat([Buffer.from(own), Buffer.alloc(11 * MiB, 'x')]))],
])('refuses a %s body above 10 MiB with an answer the client can read', async (_name, call) => {
  await expect(call()).rejects.toMatchObject({
    name: 'RequestEntityTooLarge',
    message: 'The request body is larger than 10 MiB.',
    $metadata: { httpStatusCode: 413 },
  });
  expect(gateway.calls()).toEqual([expect.objectContaining({ status: 413, errorCode: 'RequestEntityTooLarge' })]);
});
