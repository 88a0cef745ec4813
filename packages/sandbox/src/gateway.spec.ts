import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CodeDeployClient,
  GetDeploymentCommand,
  ListApplicationsCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startGateway, type Gateway } from './gateway.js';
import { AwsError, type RawService, type RpcService, type WireInput } from './services/service.js';
import { DEFAULT_KEY_PAIR } from './signature/credentials.js';

const created = new Date('2026-01-02T03:04:05.678Z');
const seen: Record<string, WireInput> = {};

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
        seen['DescribeTargetGroups'] = input;
        return {
          TargetGroups: [{ TargetGroupName: 'a<&>"b', Port: 80, HealthCheckEnabled: true, LoadBalancerArns: [] }],
        };
      },
    },
    ModifyListener: {
      action: 'elasticloadbalancing:ModifyListener',
      resources: (input) => [input['ListenerArn'] as string],
      handle(input) {
        seen['ModifyListener'] = input;
        throw new AwsError('ListenerNotFound', 'One or more listeners not found');
      },
    },
  },
};
const codedeploy: RpcService = {
  kind: 'rpc',
  name: 'codedeploy',
  json: { targetPrefix: 'CodeDeploy_20141006', version: '1.1' },
  operations: {
    GetDeployment: {
      action: 'codedeploy:GetDeployment',
      handle: (input) => ({
        deploymentInfo: { deploymentId: input['deploymentId'], createTime: created, description: undefined },
      }),
    },
    StopDeployment: {
      action: 'codedeploy:StopDeployment',
      handle() {
        throw new AwsError('DeploymentDoesNotExistException', 'No such deployment');
      },
    },
  },
};
const cloudwatch: RpcService = {
  kind: 'rpc',
  name: 'monitoring',
  json: { targetPrefix: 'GraniteServiceVersion20100801', version: '1.0', queryCompatible: true },
  operations: {
    ListMetrics: {
      action: 'cloudwatch:ListMetrics',
      handle() {
        throw new AwsError('InvalidParameterValue', 'no');
      },
    },
  },
};
const ec2: RpcService = {
  kind: 'rpc',
  name: 'ec2',
  query: { version: '2016-11-15', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/', flavour: 'ec2' },
  operations: {
    DescribeInstances: {
      action: 'ec2:DescribeInstances',
      handle(input) {
        seen['DescribeInstances'] = input;
        if (input['InstanceId']) throw new AwsError('InvalidInstanceID.NotFound', 'not there');
        const instance = {
          instanceId: 'i-1',
          instanceState: { code: 16, name: 'running' },
          tagSet: [{ key: 'k', value: 'v' }],
          launchTime: created,
        };
        return { reservationSet: [{ reservationId: 'r-1', instancesSet: [instance] }] };
      },
    },
  },
};
const objects = new Map<string, Buffer>();
const s3: RawService = {
  kind: 'raw',
  name: 's3',
  identify: (request, url) => ({
    operation: request.method === 'PUT' ? 'PutObject' : 'GetObject',
    action: 's3:Any',
    resource: `arn:aws:s3:::${url.pathname.slice(1)}`,
  }),
  async handle(request, response, url, _call, body) {
    if (request.method === 'PUT') {
      objects.set(url.pathname, await buffer(body.stream));
      response.setHeader('x-trailers', JSON.stringify(body.trailers()));
      response.end();
      return;
    }
    const found = objects.get(url.pathname);
    if (!found) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: url.pathname });
    response.end(found);
  },
};

let gateway: Gateway;
let now = () => Date.now();
beforeEach(async () => {
  objects.clear();
  now = () => Date.now();
  gateway = await startGateway({ services: [elb, codedeploy, cloudwatch, ec2, s3], clock: { now: () => now() } });
});
afterEach(() => gateway.close());

const client = (credentials = DEFAULT_KEY_PAIR) => ({
  endpoint: gateway.endpoint,
  region: 'us-east-1',
  credentials,
  maxAttempts: 1,
});
const wrongSecret = { ...DEFAULT_KEY_PAIR, secretAccessKey: 'wrong' };
const unknownKey = { ...DEFAULT_KEY_PAIR, accessKeyId: 'AKIAUNKNOWN' };

describe('Query', () => {
  it('nests members, keeps empty values and answers lists, numbers, booleans and escaped text', async () => {
    const answer = await new ElasticLoadBalancingV2Client(client()).send(
      new DescribeTargetGroupsCommand({ Names: ['x', 'y'], TargetGroupArns: [] }),
    );
    expect(seen['DescribeTargetGroups']).toEqual({ Names: ['x', 'y'], TargetGroupArns: '' });
    expect(answer.TargetGroups).toEqual([
      { TargetGroupName: 'a<&>"b', Port: 80, HealthCheckEnabled: true, LoadBalancerArns: [] },
    ]);
    expect(answer.$metadata.requestId).toBe(gateway.calls()[0]?.requestId);
  });

  it('gives wire errors the name the client knows and logs the call with what it touched', async () => {
    const DefaultActions = [
      {
        Type: 'forward' as const,
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: 'g1', Weight: 1 },
            { TargetGroupArn: 'g2', Weight: 0 },
          ],
        },
      },
    ];
    const call = new ElasticLoadBalancingV2Client(client()).send(
      new ModifyListenerCommand({ ListenerArn: 'arn:l', DefaultActions }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'ListenerNotFoundException',
      Code: 'ListenerNotFound',
      message: 'One or more listeners not found',
    });
    expect(seen['ModifyListener']?.['DefaultActions']).toEqual([
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: 'g1', Weight: '1' },
            { TargetGroupArn: 'g2', Weight: '0' },
          ],
        },
      },
    ]);
    expect(gateway.calls()).toEqual([
      expect.objectContaining({
        service: 'elasticloadbalancing',
        operation: 'ModifyListener',
        action: 'elasticloadbalancing:ModifyListener',
        resources: ['arn:l'],
        callerArn: 'arn:aws:iam::123456789012:user/gitlab-deployment-user',
        status: 400,
        errorCode: 'ListenerNotFound',
      }),
    ]);
  });

  it('keeps to the EC2 flavour both ways', async () => {
    const command = new DescribeInstancesCommand({ Filters: [{ Name: 'tag:Color', Values: ['blue', 'green'] }] });
    const answer = await new EC2Client(client()).send(command);
    expect(seen['DescribeInstances']).toEqual({ Filter: [{ Name: 'tag:Color', Value: ['blue', 'green'] }] });
    expect(answer.Reservations?.[0]?.Instances?.[0]).toMatchObject({
      InstanceId: 'i-1',
      State: { Code: 16, Name: 'running' },
      Tags: [{ Key: 'k', Value: 'v' }],
      LaunchTime: created,
    });
    const missing = new EC2Client(client()).send(new DescribeInstancesCommand({ InstanceIds: ['i-2'] }));
    await expect(missing).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
  });
});

describe('JSON', () => {
  it('keeps times to the millisecond and leaves out what is undefined', async () => {
    const answer = await new CodeDeployClient(client()).send(new GetDeploymentCommand({ deploymentId: 'd-1' }));
    expect(answer.deploymentInfo).toEqual({ deploymentId: 'd-1', createTime: created });
  });

  it('answers errors by type, and CloudWatch with its query code too', async () => {
    const stop = new CodeDeployClient(client()).send(new StopDeploymentCommand({ deploymentId: 'd-1' }));
    await expect(stop).rejects.toMatchObject({
      name: 'DeploymentDoesNotExistException',
      $metadata: { httpStatusCode: 400 },
    });
    const list = new CloudWatchClient(client()).send(new ListMetricsCommand({}));
    await expect(list).rejects.toMatchObject({ name: 'InvalidParameterValueException', Code: 'InvalidParameterValue' });
  });
});

describe('what the sandbox lacks', () => {
  it.each([
    [
      'a Query operation',
      () => new ElasticLoadBalancingV2Client(client()).send(new DescribeRulesCommand({})),
      'InvalidAction',
      'DescribeRules',
    ],
    [
      'a JSON operation',
      () => new CodeDeployClient(client()).send(new ListApplicationsCommand({})),
      'UnknownOperationException',
      'ListApplications',
    ],
    ['a service', () => new IAMClient(client()).send(new ListRolesCommand({})), 'InvalidAction', 'ListRoles'],
  ])('is named for %s', async (_name, call, code, operation) => {
    await expect(call()).rejects.toMatchObject({ name: code, message: expect.stringContaining(operation) });
  });
});

describe('signatures', () => {
  const families = {
    query: (pair: typeof DEFAULT_KEY_PAIR) =>
      new ElasticLoadBalancingV2Client(client(pair)).send(new DescribeTargetGroupsCommand({})),
    json: (pair: typeof DEFAULT_KEY_PAIR) =>
      new CodeDeployClient(client(pair)).send(new GetDeploymentCommand({ deploymentId: 'd' })),
    ec2: (pair: typeof DEFAULT_KEY_PAIR) => new EC2Client(client(pair)).send(new DescribeInstancesCommand({})),
    s3: (pair: typeof DEFAULT_KEY_PAIR) =>
      new S3Client(client(pair)).send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' })),
  };
  it.each([
    ['query', 'a wrong secret', wrongSecret, 'SignatureDoesNotMatch', 403],
    ['query', 'an unknown key', unknownKey, 'InvalidClientTokenId', 403],
    ['json', 'a wrong secret', wrongSecret, 'InvalidSignatureException', 400],
    ['json', 'an unknown key', unknownKey, 'UnrecognizedClientException', 400],
    ['ec2', 'a wrong secret', wrongSecret, 'AuthFailure', 401],
    ['s3', 'a wrong secret', wrongSecret, 'SignatureDoesNotMatch', 403],
    ['s3', 'an unknown key', unknownKey, 'InvalidAccessKeyId', 403],
  ] as const)('%s refuses %s', async (family, _problem, pair, code, status) => {
    await expect(families[family](pair)).rejects.toMatchObject({ name: code, $metadata: { httpStatusCode: status } });
    expect(objects.size).toBe(0);
  });

  it.each([
    ['query', 'SignatureDoesNotMatch'],
    ['json', 'InvalidSignatureException'],
    ['s3', 'RequestTimeTooSkewed'],
  ] as const)('%s refuses a clock 16 minutes off with %s', async (family, code) => {
    now = () => Date.now() + 16 * 60_000;
    await expect(families[family](DEFAULT_KEY_PAIR)).rejects.toMatchObject({ name: code });
  });

  it('refuses a call without credentials', async () => {
    const answer = await fetch(gateway.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=DescribeTargetGroups&Version=2015-12-01',
    });
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ]);
  });
});

describe('S3 bodies', () => {
  it.each([
    ['a buffer', () => Buffer.from('hello')],
    ['an aws-chunked stream', () => Readable.from([Buffer.from('hel'), Buffer.from('lo')])],
    ['a large buffer (Expect: 100-continue)', () => Buffer.alloc(3_000_000, 'a')],
  ])('arrive decoded: %s', async (_name, body) => {
    const store = new S3Client(client());
    await store.send(
      new PutObjectCommand({
        Bucket: 'b',
        Key: "a key/+ü'(1)",
        Body: body(),
        ContentLength: _name.startsWith('an') ? 5 : undefined,
      }),
    );
    const answer = await store.send(new GetObjectCommand({ Bucket: 'b', Key: "a key/+ü'(1)" }));
    const expected = _name.startsWith('a large') ? Buffer.alloc(3_000_000, 'a') : Buffer.from('hello');
    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? []).equals(expected)).toBe(true);
  });

  it('answer S3 errors with their members', async () => {
    const missing = new S3Client(client()).send(new GetObjectCommand({ Bucket: 'b', Key: 'none' }));
    await expect(missing).rejects.toMatchObject({
      name: 'NoSuchKey',
      Key: '/b/none',
      $metadata: { httpStatusCode: 404, requestId: expect.stringMatching(/^[0-9A-F]{16}$/) },
    });
  });

  it('refuse a body that is not what was signed', async () => {
    const answer = await tamperedPut();
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('XAmzContentSHA256Mismatch') });
    expect(objects.size).toBe(0);
  });
});

/** A put whose head is signed by the client for one body and sent with another of the same length. */
async function tamperedPut(): Promise<{ status: number; text: string }> {
  const store = new S3Client(client());
  let answer: Promise<{ status: number; text: string }> | undefined;
  store.middlewareStack.add(
    () => (args) => {
      const { headers, path } = args.request as { headers: Record<string, string>; path: string };
      answer = rawPut(`${path}?x-id=PutObject`, headers, 'HELLO');
      return Promise.reject(new Error('sent by hand'));
    },
    { step: 'deserialize', priority: 'low', name: 'takeSigned' },
  );
  await store.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'hello' })).catch(() => undefined);
  return answer ?? Promise.reject(new Error('never signed'));
}

function rawPut(
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${gateway.endpoint}${path}`, { method: 'PUT', headers }, (answer) => {
      void buffer(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text: text.toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
