import { CodeDeployClient, GetApplicationCommand, ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import {
  DescribeListenersCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { controlOf } from '../control/control-client.js';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { SHIPPED } from '../topology/names.js';
import { until } from '../testing/until.js';
import { FaultRefused, type FaultRule } from './index.js';

jest.setTimeout(60_000);

let sandbox: Sandbox;
let elb: ElasticLoadBalancingV2Client;
let s3: S3Client;
let codedeploy: CodeDeployClient;
let autoScaling: AutoScalingClient;
let listener: string;
let groups: readonly [string, string];

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, instances: 0, timeScale: 50, empty: true });
  const environment = sandbox.environment();
  const settings = {
    endpoint: sandbox.endpoint,
    region: SHIPPED.region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY']!,
    },
  };
  elb = new ElasticLoadBalancingV2Client(settings);
  codedeploy = new CodeDeployClient(settings);
  autoScaling = new AutoScalingClient(settings);
  s3 = new S3Client({ ...settings, forcePathStyle: true });
  listener = environment['ALB_LISTENER_ARN']!;
  const { Listeners } = await elb.send(new DescribeListenersCommand({ ListenerArns: [listener] }));
  const named = Listeners![0]!.DefaultActions![0]!.ForwardConfig!.TargetGroups![0]!.TargetGroupArn!;
  const status = await sandbox.status();
  const all = status.listeners.flatMap(({ forwards }) => forwards.map(({ targetGroupArn }) => targetGroupArn));
  groups = [named, all.find((arn) => arn !== named) ?? named];
});
afterEach(() => void sandbox.clearFaults());
afterAll(async () => {
  for (const client of [elb, s3, codedeploy, autoScaling]) client.destroy();
  await sandbox.stop();
});

const describe1 = () => elb.send(new DescribeListenersCommand({ ListenerArns: [listener] }));
const weights = async () =>
  (await describe1()).Listeners![0]!.DefaultActions![0]!.ForwardConfig!.TargetGroupStickinessConfig;
const place = { Bucket: SHIPPED.bucket, Key: 'state/lease.json' };
const put = (Body: string, condition = {}) => s3.send(new PutObjectCommand({ ...place, Body, ...condition }));
const text = async () => (await s3.send(new GetObjectCommand(place))).Body!.transformToString();
const stick = (seconds: number) =>
  elb.send(
    new ModifyListenerCommand({
      ListenerArn: listener,
      DefaultActions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: groups[0], Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: seconds },
          },
        },
      ],
    }),
  );
const stuck = async () => (await weights())?.DurationSeconds;
const lastCall = () => sandbox.calls().at(-1);

describe('a throttle', () => {
  it.each<[string, FaultRule, () => Promise<unknown>, string, number]>([
    ['ELB', { kind: 'throttle', service: 'elbv2' }, () => describe1(), 'Throttling', 400],
    [
      'Auto Scaling',
      { kind: 'throttle', service: 'autoscaling' },
      () => autoScaling.send(new DescribeAutoScalingGroupsCommand({})),
      'Throttling',
      400,
    ],
    [
      'CodeDeploy',
      { kind: 'throttle', service: 'codedeploy' },
      () => codedeploy.send(new ListApplicationsCommand({})),
      'ThrottlingException',
      400,
    ],
    ['S3', { kind: 'throttle', service: 's3' }, () => put('x'), 'SlowDown', 503],
  ])(
    'of %s is worded as the service words it, once, and nothing has happened',
    async (_name, rule, call, name, status) => {
      await put('before');
      sandbox.addFault({ ...rule, id: 'busy' });
      await expect(call()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
      expect(lastCall()).toMatchObject({ errorCode: name, faults: ['busy'] });
      expect(await text()).toBe('before');
      await call();
      expect(sandbox.faults()).toMatchObject([{ id: 'busy', acted: 1, armed: false }]);
    },
  );

  it('by published rates begins when the bucket is empty, on the service that publishes them', async () => {
    sandbox.addFault({ kind: 'published-rates' });
    const asked = await Promise.allSettled(Array.from({ length: 60 }, () => describe1()));
    const refused = asked.filter(({ status }) => status === 'rejected').length;
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThanOrEqual(20);
    await codedeploy.send(new ListApplicationsCommand({}));
  });
});

describe('a failure', () => {
  it.each<[FaultRule['kind'], 'before' | 'after', boolean]>([
    ['error', 'before', false],
    ['error', 'after', true],
    ['reset', 'before', false],
    ['reset', 'after', true],
    ['timeout', 'after', true],
  ])('of kind %s %s the effect: whether the write happened is as told', async (kind, moment, happened) => {
    await put('old');
    await stick(100);
    const cut = kind === 'timeout' ? { ms: 20 } : {};
    for (const service of ['s3', 'elbv2']) {
      sandbox.addFault({
        kind,
        moment,
        service,
        operation: service === 's3' ? 'PutObject' : 'ModifyListener',
        ...cut,
      });
    }
    await expect(put('new')).rejects.toThrow();
    await expect(stick(200)).rejects.toThrow();
    const expected = kind === 'error' ? 500 : 0;
    expect(sandbox.calls().slice(-2)).toMatchObject([{ status: expected }, { status: expected }]);
    expect([await text(), await stuck()]).toEqual(happened ? ['new', 200] : ['old', 100]);
  });

  it('has the code and status asked for, and finds its target by resource or input', async () => {
    sandbox.addFault({ kind: 'error', where: groups[0], code: 'ServiceUnavailable', status: 503 });
    await describe1();
    const asking = elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: groups[0] }));
    await expect(asking).rejects.toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
  });

  it('meets a call that fails by itself as well: its answer can be lost like any other', async () => {
    sandbox.addFault({ kind: 'reset', moment: 'after', service: 'codedeploy' });
    const asking = codedeploy.send(new GetApplicationCommand({ applicationName: 'none' }));
    await expect(asking).rejects.not.toMatchObject({ name: 'ApplicationDoesNotExistException' });
  });
});

describe('a stale read', () => {
  it('of a listener answers what it was answered before the change', async () => {
    await stick(300);
    expect(await stuck()).toBe(300);
    await stick(400);
    sandbox.addFault({ kind: 'stale', service: 'elbv2', operation: 'DescribeListeners' });
    expect(await stuck()).toBe(300);
    expect(await stuck()).toBe(400);
  });

  it('of an object, its head and its listing leaves out the newest version', async () => {
    await put('first');
    await put('second!');
    await s3.send(new PutObjectCommand({ ...place, Key: 'state/journal/1.json', Body: '{}' }));
    sandbox.addFault({ kind: 'stale', service: 's3', count: 3 });
    expect(await text()).toBe('first');
    expect((await s3.send(new HeadObjectCommand(place))).ContentLength).toBe(5);
    const list = async () =>
      (await s3.send(new ListObjectsV2Command({ Bucket: place.Bucket, Prefix: 'state/' }))).Contents!.map(
        ({ Key }) => Key,
      );
    expect(await list()).toEqual(['state/lease.json']);
    expect(await list()).toHaveLength(2);
    expect(await text()).toBe('second!');
  });
});

describe('a conflict', () => {
  it.each([
    [undefined, 'ConditionalRequestConflict'],
    [412, 'PreconditionFailed'],
  ])('with status %s is a lost race: %s, on conditional writes alone', async (status, name) => {
    await put('plain');
    sandbox.addFault({ kind: 'conflict', status });
    const { ETag } = await put('still plain');
    await expect(put('lost', { IfMatch: ETag })).rejects.toMatchObject({ name });
    expect(await text()).toBe('still plain');
  });
});

describe('a hold', () => {
  it('keeps a call from its effect until it is released', async () => {
    await put('old');
    sandbox.addFault({ id: 'k', kind: 'hold', service: 's3', operation: 'PutObject', moment: 'before' });
    const putting = put('new');
    expect(await sandbox.nextHeld('k', AbortSignal.timeout(5_000))).toMatchObject({ operation: 'PutObject' });
    expect(await text()).toBe('old');
    expect(sandbox.releaseHeld('k')).toBe(1);
    await putting;
    expect(await text()).toBe('new');
  });

  it.each([
    ['before', 'old'],
    ['after', 'new'],
  ] as const)('whose client dies %s the effect: there is %s', async (moment, left) => {
    await put('old');
    sandbox.addFault({ id: 'k', kind: 'hold', service: 's3', operation: 'PutObject', moment });
    const dying = new AbortController();
    const putting = s3.send(new PutObjectCommand({ ...place, Body: 'new' }), { abortSignal: dying.signal });
    putting.catch(() => undefined);
    await sandbox.nextHeld('k', AbortSignal.timeout(5_000));
    dying.abort();
    await expect(putting).rejects.toThrow();
    expect(await text()).toBe(left);
  });

  it('notices the death of a client that had not sent its whole body', async () => {
    await put('old');
    sandbox.addFault({ id: 'k', kind: 'hold', service: 's3', operation: 'PutObject', moment: 'before' });
    const dying = new AbortController();
    const Body = Buffer.alloc(1_500_000);
    const putting = s3.send(new PutObjectCommand({ ...place, Body }), { abortSignal: dying.signal });
    putting.catch(() => undefined);
    await sandbox.nextHeld('k', AbortSignal.timeout(5_000));
    dying.abort();
    await until(
      () => sandbox.faults()[0]!.held,
      (held) => held.length === 0,
    );
    expect(await text()).toBe('old');
  });

  it('waits for the call it is told to, and is gone when cleared', async () => {
    sandbox.addFault({ id: 'k', kind: 'hold', skip: 2, moment: 'after' });
    await describe1();
    await put('2');
    const third = describe1();
    await sandbox.nextHeld('k', AbortSignal.timeout(5_000));
    expect(sandbox.clearFaults('k')).toBe(1);
    await third;
  });
});

it('the same seed gives the same faults', async () => {
  const run = async () => {
    sandbox.addFault({ id: 'p', kind: 'error', service: 'elbv2', count: 'always', probability: 0.5, seed: 7 });
    const outcomes: string[] = [];
    for (let call = 0; call < 20; call += 1) {
      outcomes.push(
        await describe1().then(
          () => 'ok',
          () => 'failed',
        ),
      );
    }
    sandbox.clearFaults('p');
    return outcomes.join();
  };
  const first = await run();
  expect(await run()).toBe(first);
  expect(first).toContain('ok');
  expect(first).toContain('failed');
});

it('a slow call comes late, and comes', async () => {
  sandbox.addFault({ kind: 'slow', ms: 150, service: 'elbv2' });
  const order: string[] = [];
  await Promise.all([describe1().then(() => order.push('slow')), text().then(() => order.push('other'))]);
  expect(order).toEqual(['other', 'slow']);
});

describe('the control endpoint', () => {
  it('arms, lists and clears faults, and tells the calls since a point', async () => {
    const control = controlOf(sandbox.endpoint);
    const { next } = await control.callsSince(0);
    expect(await control.addFault({ kind: 'throttle', service: 'elb', operation: 'DescribeListeners' })).toMatchObject({
      id: expect.stringMatching(/^fault-\d+$/) as string,
      service: 'elasticloadbalancing',
      armed: true,
    });
    await expect(describe1()).rejects.toThrow();
    expect((await control.callsSince(next)).calls).toMatchObject([{ operation: 'DescribeListeners' }]);
    expect(await control.faults()).toMatchObject([{ acted: 1, armed: false }]);
    expect(await control.clearFaults()).toBe(1);
    expect(await control.faults()).toEqual([]);
  });

  it('makes what is stored older, as leases see it', async () => {
    await put('lease');
    const age = async () => {
      const answer = await s3.send(new GetObjectCommand(place));
      return Date.now() - answer.LastModified!.getTime();
    };
    const before = await age();
    expect(await controlOf(sandbox.endpoint).advanceClock(62_000, 'lease.json')).toBe(1);
    expect((await age()) - before).toBeGreaterThanOrEqual(62_000);
  });

  it.each<[object, string]>([
    [{}, 'kind: is missing'],
    [{ kind: 'explode' }, 'kind: must be one of throttle, '],
    [{ kind: 'throttle', moment: 'after' }, 'moment: must be one of before'],
    [{ kind: 'throttle', service: 'sqs' }, 'service: the sandbox has no sqs'],
    [{ kind: 'throttle', service: 'elbv2', operation: 'PutObject' }, 'operation: there is no PutObject'],
    [{ kind: 'slow' }, 'ms: is missing'],
    [{ kind: 'throttle', ms: 3 }, 'ms: means nothing here'],
    [{ kind: 'conflict', service: 'elbv2' }, 'conflict exists on s3 only'],
    [{ kind: 'error', count: 0, probability: 2 }, 'probability: must be a number above 0 and up to 1'],
    [{ kind: 'disk-full', event: 'Install' }, 'event: must be one of DownloadBundle'],
  ])('refuses %j and says why', async (rule, problem) => {
    const adding = controlOf(sandbox.endpoint).addFault(rule as FaultRule);
    await expect(adding).rejects.toThrow(FaultRefused);
    await expect(adding).rejects.toThrow(problem);
    expect(sandbox.faults()).toEqual([]);
  });

  it('takes no change without its header, and no body that is no JSON', async () => {
    const at = `${sandbox.endpoint}/_bluegreen/faults`;
    expect((await fetch(at, { method: 'POST', body: '{}' })).status).toBe(403);
    const answer = await fetch(at, { method: 'POST', body: '{', headers: { 'x-bluegreen-control': '1' } });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('not JSON')]);
  });
});

it('published rates are an option of the start', async () => {
  const limited = await startSandbox({ port: 0, instances: 0, timeScale: 50, empty: true, throttling: 'published' });
  expect(limited.faults()).toMatchObject([{ id: 'published-rates', count: 'always' }]);
  await limited.stop();
});
