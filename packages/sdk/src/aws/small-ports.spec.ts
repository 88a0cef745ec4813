import type { FakeEndpoint } from './testing/fake-endpoint.js';
import { json, startFakeEndpoint, xml, xmlError } from './testing/fake-endpoint.js';

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green-tg/0123456789abcdef';
const SUSPENDED = ['Terminate', 'AZRebalance']
  .map((name) => `<member><ProcessName>${name}</ProcessName><SuspensionReason>by hand</SuspensionReason></member>`)
  .join('');
let fake: FakeEndpoint;
afterEach(() => fake.close());

describe('createTargets', () => {
  it('looks up names only, over pages, and answers in the order asked', async () => {
    const group = (name: string) =>
      `<member><TargetGroupName>${name}</TargetGroupName><TargetGroupArn>arn-of-${name}</TargetGroupArn></member>`;
    fake = await startFakeEndpoint(({ operation, form }) =>
      xml(
        operation,
        form['Marker']
          ? `<TargetGroups>${group('one')}</TargetGroups>`
          : `<TargetGroups>${group('two')}</TargetGroups><NextMarker>m</NextMarker>`,
      ),
    );
    expect(await fake.ports().targets.groups(['one', GROUP, 'two'])).toEqual([
      { arn: 'arn-of-one', name: 'one' },
      { arn: GROUP, name: 'green-tg' },
      { arn: 'arn-of-two', name: 'two' },
    ]);
    expect(fake.calls).toHaveLength(2);
    expect(fake.calls[0]!.form).toMatchObject({ 'Names.member.1': 'one', 'Names.member.2': 'two' });
  });

  it('needs no call for ARNs, and refuses a malformed one', async () => {
    fake = await startFakeEndpoint(() => 'reset');
    const { targets } = fake.ports();
    expect(await targets.groups([GROUP])).toEqual([{ arn: GROUP, name: 'green-tg' }]);
    await expect(targets.groups(['arn:aws:x'])).rejects.toMatchObject({ code: 'ARN_MALFORMED' });
    expect(fake.calls).toEqual([]);
  });

  it.each([
    ['AWS refuses it', xmlError('TargetGroupNotFound', 'One or more target groups not found')],
    ['AWS leaves it out', xml('DescribeTargetGroups', '<TargetGroups/>')],
  ])('says which name is missing when %s', async (_name, answer) => {
    fake = await startFakeEndpoint(() => answer);
    await expect(fake.ports().targets.groups(['none'])).rejects.toMatchObject({
      code: 'RESOURCE_MISSING',
      message: expect.stringContaining('`none`'),
    });
  });

  it('names only the group that is missing, of two', async () => {
    fake = await startFakeEndpoint(({ operation, form }) =>
      Object.entries(form).some(([key, value]) => key.startsWith('Names.member') && value === 'none')
        ? xmlError('TargetGroupNotFound', 'One or more target groups not found')
        : xml(
            operation,
            '<TargetGroups><member><TargetGroupName>green-tg</TargetGroupName><TargetGroupArn>a</TargetGroupArn></member></TargetGroups>',
          ),
    );
    await expect(fake.ports().targets.groups(['none', 'green-tg'])).rejects.toMatchObject({
      code: 'RESOURCE_MISSING',
      message: 'The target group `none` does not exist.',
    });
  });

  it('reads health in AWS’s words, and trusts no word it does not know', async () => {
    const target = (id: string, health: string) =>
      `<member><Target><Id>${id}</Id><Port>80</Port></Target><HealthCheckPort>80</HealthCheckPort><TargetHealth>${health}</TargetHealth></member>`;
    fake = await startFakeEndpoint(({ operation }) =>
      xml(
        operation,
        `<TargetHealthDescriptions>${[
          target('i-1', '<State>healthy</State>'),
          target(
            'i-2',
            '<State>unhealthy</State><Reason>Target.Timeout</Reason><Description>Request timed out</Description>',
          ),
          target('i-3', '<State>unhealthy.draining</State>'),
          target('i-4', '<State>splendid</State>'),
        ].join('')}</TargetHealthDescriptions>`,
      ),
    );
    expect(await fake.ports().targets.health(GROUP)).toEqual([
      { id: 'i-1', port: 80, health: 'healthy' },
      { id: 'i-2', port: 80, health: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
      { id: 'i-3', port: 80, health: 'draining' },
      { id: 'i-4', port: 80, health: 'unavailable' },
    ]);
  });
});

describe('createCapacity', () => {
  it('counts instances in service, over pages; a missing group is absent', async () => {
    const instance = (state: string) => `<member><LifecycleState>${state}</LifecycleState></member>`;
    const group = (name: string, instances: string, suspended = '') =>
      `<AutoScalingGroups><member><AutoScalingGroupName>${name}</AutoScalingGroupName><MinSize>0</MinSize><MaxSize>4</MaxSize><DesiredCapacity>2</DesiredCapacity><Instances>${instances}</Instances><SuspendedProcesses>${suspended}</SuspendedProcesses></member></AutoScalingGroups>`;
    fake = await startFakeEndpoint(({ operation, form }) =>
      xml(
        operation,
        form['NextToken']
          ? group('green', '')
          : `${group('blue', instance('InService') + instance('Pending'), SUSPENDED)}<NextToken>t</NextToken>`,
      ),
    );
    const { capacity } = fake.ports();
    expect(await capacity.describe(['blue', 'green', 'none'])).toEqual(
      new Map([
        ['blue', { desired: 2, min: 0, max: 4, inService: 1, suspended: ['AZRebalance', 'Terminate'] }],
        ['green', { desired: 2, min: 0, max: 4, inService: 0, suspended: [] }],
      ]),
    );
    expect(await capacity.describe([])).toEqual(new Map());
    expect(fake.calls).toHaveLength(2);
  });

  it('suspends and resumes the processes that are named, and calls nothing for none', async () => {
    fake = await startFakeEndpoint(({ operation }) => xml(operation, ''));
    const { capacity } = fake.ports();
    await capacity.suspend('blue', ['Terminate', 'AZRebalance']);
    await capacity.resume('blue', ['Terminate']);
    await capacity.suspend('blue', []);
    await capacity.resume('blue', []);
    const named = { AutoScalingGroupName: 'blue', 'ScalingProcesses.member.1': 'Terminate' };
    expect(fake.calls.map(({ operation }) => operation)).toEqual(['SuspendProcesses', 'ResumeProcesses']);
    expect(fake.calls[0]!.form).toMatchObject({ ...named, 'ScalingProcesses.member.2': 'AZRebalance' });
    expect(fake.calls[1]!.form).toMatchObject(named);
  });

  it.each([
    [{ desired: 3 }, 'SetDesiredCapacity', { DesiredCapacity: '3', HonorCooldown: 'false' }],
    [{ desired: 6, max: 8 }, 'UpdateAutoScalingGroup', { DesiredCapacity: '6', MaxSize: '8' }],
    [{ min: 1 }, 'UpdateAutoScalingGroup', { MinSize: '1' }],
  ])('resizes by %j with %s', async (sizes, operation, members) => {
    fake = await startFakeEndpoint((call) => xml(call.operation, ''));
    await fake.ports().capacity.resize('blue', sizes);
    expect(fake.calls).toHaveLength(1);
    const { Action, Version, ...form } = fake.calls[0]!.form;
    expect([Action, form]).toEqual([operation, { AutoScalingGroupName: 'blue', ...members }]);
    expect(Version).toBeDefined();
  });

  it.each([
    ['ScalingActivityInProgress', 'Activity 1 is in progress.', 'CAPACITY_REFUSED', /settled/],
    ['ValidationError', 'Desired capacity:9 must be between 0 and 4', 'CAPACITY_REFUSED', /minimum to the maximum/],
    ['ValidationError', "AutoScalingGroup name not found - 'blue' not found", 'RESOURCE_MISSING', /config explain/],
    ['AccessDenied', 'no', 'ACCESS_DENIED', /autoscaling:SetDesiredCapacity/],
  ])('tells %s (%s) as %s', async (wire, message, code, next) => {
    fake = await startFakeEndpoint(() => xmlError(wire, message, wire === 'AccessDenied' ? 403 : 400));
    await expect(fake.ports().capacity.resize('blue', { desired: 9 })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/blue|denied/),
      next: expect.stringMatching(next),
    });
  });
});

describe('createAlarms', () => {
  it('gives each name its state, asking for 100 at a time', async () => {
    fake = await startFakeEndpoint(({ json: input }) => {
      const names = input['AlarmNames'] as string[];
      const state = (AlarmName: string, StateValue: string) => ({ AlarmName, StateValue });
      return json({
        MetricAlarms: names.includes('loud') ? [state('loud', 'ALARM'), state('new', 'INSUFFICIENT_DATA')] : [],
        CompositeAlarms: names.includes('calm') ? [state('calm', 'OK')] : [],
      });
    });
    const fillers = Array.from({ length: 100 }, (_, index) => `filler-${index}`);
    const states = await fake.ports().alarms.states(['loud', 'new', ...fillers, 'calm']);
    expect(fake.calls).toHaveLength(2);
    expect([states[0], states[1], states[2], states.at(-1)]).toEqual([
      { name: 'loud', state: 'ALARM' },
      { name: 'new', state: 'INSUFFICIENT_DATA' },
      { name: 'filler-0', state: 'MISSING' },
      { name: 'calm', state: 'OK' },
    ]);
    expect(await fake.ports().alarms.states([])).toEqual([]);
  });
});

describe('createMetrics', () => {
  const failed = { name: 'DeploymentFailed', value: 1, unit: 'Count' } as const;

  it('publishes under the names that the dashboard and the alarm read', async () => {
    fake = await startFakeEndpoint(() => json({}));
    await fake.ports().metrics('shop-production').publish([failed]);
    expect(fake.calls[0]).toMatchObject({
      operation: 'PutMetricData',
      json: {
        Namespace: 'BlueGreen',
        MetricData: [
          {
            ...{ MetricName: 'DeploymentFailed', Value: 1, Unit: 'Count' },
            Dimensions: [{ Name: 'Environment', Value: 'shop-production' }],
          },
        ],
      },
    });
  });

  it('sends no figure twice when its answer is lost, and nothing for none', async () => {
    fake = await startFakeEndpoint(() => 'reset');
    const metrics = fake.ports().metrics('shop-production');
    await metrics.publish([]);
    await expect(metrics.publish([failed])).rejects.toMatchObject({ code: 'ENDPOINT_UNREACHABLE' });
    expect(fake.calls).toHaveLength(1);
  });
});

describe('createStacks', () => {
  it('reads outputs', async () => {
    fake = await startFakeEndpoint(({ operation }) =>
      xml(
        operation,
        '<Stacks><member><StackName>s</StackName><Outputs><member><OutputKey>ListenerArn</OutputKey><OutputValue>arn</OutputValue></member></Outputs></member></Stacks>',
      ),
    );
    expect(await fake.ports().stacks.outputs('s')).toEqual({ ListenerArn: 'arn' });
  });

  it('says null for a missing stack, and throws any other refusal', async () => {
    fake = await startFakeEndpoint((_call, index) =>
      xmlError('ValidationError', index === 0 ? 'Stack with id s does not exist' : 'Template format error', 400),
    );
    const { stacks } = fake.ports();
    expect(await stacks.outputs('s')).toBeNull();
    await expect(stacks.outputs('s')).rejects.toMatchObject({ code: 'AWS_REFUSED' });
  });
});

describe('createIdentity', () => {
  it('tells whose credentials they are', async () => {
    fake = await startFakeEndpoint(({ operation }) =>
      xml(operation, '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/jane</Arn>'),
    );
    expect(await fake.ports().identity.caller()).toEqual({
      account: '123456789012',
      arn: 'arn:aws:iam::123456789012:user/jane',
    });
  });
});
