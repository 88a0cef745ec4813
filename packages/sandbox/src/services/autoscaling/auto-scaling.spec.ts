import {
  AttachLoadBalancerTargetGroupsCommand,
  type AutoScalingServiceException,
  CompleteLifecycleActionCommand,
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DeleteLifecycleHookCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeLifecycleHooksCommand,
  DescribeLoadBalancerTargetGroupsCommand,
  DescribeScalingActivitiesCommand,
  DescribeTagsCommand,
  DetachLoadBalancerTargetGroupsCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SetInstanceHealthCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
  type CreateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { createAutoScaling } from './index.js';
import { startFleetWorld, type FleetWorld } from './testing/fleet-world.js';

const NAME = 'bluegreen-deployment-production-blue-asg';
const TARGET_GROUP = 'arn:tg';

let world: FleetWorld;
beforeEach(async () => {
  world = await startFleetWorld();
});
afterEach(() => world.close());

async function create(settings: Partial<CreateAutoScalingGroupCommandInput> = {}): Promise<void> {
  await world.client.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: NAME,
      LaunchTemplate: { LaunchTemplateName: 'web', Version: '1' },
      MinSize: 0,
      MaxSize: 4,
      DesiredCapacity: 2,
      TargetGroupARNs: [TARGET_GROUP],
      ...settings,
    }),
  );
}
const byName = { AutoScalingGroupName: NAME };
const states = async (): Promise<string[]> =>
  ((await world.group(NAME))?.Instances ?? []).map(
    ({ InstanceId, LifecycleState }) => `${InstanceId} ${LifecycleState}`,
  );
const update = (settings: object) => world.client.send(new UpdateAutoScalingGroupCommand({ ...byName, ...settings }));
const refused = (promise: Promise<unknown>): Promise<AutoScalingServiceException> =>
  promise.then(
    () => Promise.reject(new Error('The call was accepted.')),
    (error: AutoScalingServiceException) => error,
  );

describe('launch (contract A9, C13)', () => {
  it('goes Pending, Pending:Wait for CodeDeploy, target groups, InService', async () => {
    let go: (answer: 'CONTINUE') => void = () => undefined;
    world.hook = () => new Promise((resolve) => (go = resolve));
    await create({ DesiredCapacity: 1 });
    await world.clock.advance(0);
    expect(await states()).toEqual(['i-1 Pending']);
    await world.clock.advance(6_000);
    expect(await states()).toEqual(['i-1 Pending:Wait']);
    expect(world.notes).toEqual(['launch i-1 us-east-1a']);
    go('CONTINUE');
    await world.clock.advance(0);
    expect(world.notes).toEqual(['launch i-1 us-east-1a', `register i-1 ${TARGET_GROUP}`]);
    expect(await states()).toEqual(['i-1 InService']);
    const { Activities } = await world.client.send(new DescribeScalingActivitiesCommand(byName));
    expect(Activities).toMatchObject([
      {
        StatusCode: 'Successful',
        Progress: 100,
        Description: 'Launching a new EC2 instance: i-1',
        EndTime: expect.any(Date),
      },
    ]);
  });

  it('terminates and relaunches, ever more slowly, while the revision cannot be brought up', async () => {
    world.hook = () => Promise.resolve('ABANDON');
    await create({ DesiredCapacity: 1 });
    await world.clock.advance(10_000);
    expect(world.notes).toEqual(['launch i-1 us-east-1a', 'terminate i-1']);
    await world.clock.advance(60_000);
    const early = world.notes.filter((note) => note.startsWith('launch')).length;
    await world.clock.advance(600_000);
    const late = world.notes.filter((note) => note.startsWith('launch')).length;
    expect(early).toBeGreaterThanOrEqual(2);
    expect(late - early).toBeLessThan(8);
    expect(world.notes.some((note) => note.startsWith('register'))).toBe(false);
    world.hook = () => Promise.resolve('CONTINUE');
    await world.clock.advance(700_000);
    expect((await states()).map((state) => state.split(' ')[1])).toEqual(['InService']);
  });

  it('does not register while AddToLoadBalancer is suspended', async () => {
    await create({ DesiredCapacity: 0 });
    await world.client.send(new SuspendProcessesCommand({ ...byName, ScalingProcesses: ['AddToLoadBalancer'] }));
    await update({ DesiredCapacity: 1 });
    await world.clock.advance(10_000);
    expect(world.notes).toEqual(['launch i-1 us-east-1a']);
  });
});

describe('scale in (contract A9)', () => {
  it('deregisters, waits out the draining, then terminates', async () => {
    await create();
    await world.clock.advance(10_000);
    world.notes.length = 0;
    await update({ DesiredCapacity: 1 });
    expect((await states()).sort()).toEqual(['i-1 Terminating', 'i-2 InService']);
    await world.clock.advance(29_000);
    expect(world.notes).toEqual([`deregister i-1 ${TARGET_GROUP}`]);
    await world.clock.advance(2_000);
    expect(world.notes).toEqual([`deregister i-1 ${TARGET_GROUP}`, 'terminate i-1']);
    expect(await states()).toEqual(['i-2 InService']);
  });

  it('a launch that is no longer wanted gives up', async () => {
    await create({ DesiredCapacity: 1 });
    await world.clock.advance(2_000);
    await update({ DesiredCapacity: 0 });
    await world.clock.advance(60_000);
    expect(await states()).toEqual([]);
    expect(world.notes).toEqual(['launch i-1 us-east-1a', 'terminate i-1']);
  });
});

describe('replacement', () => {
  beforeEach(async () => {
    await create({ HealthCheckType: 'ELB', HealthCheckGracePeriod: 60 });
    await world.clock.advance(10_000);
    world.notes.length = 0;
  });

  it('replaces an instance that died', async () => {
    world.states.set('i-1', 'terminated');
    await world.clock.advance(30_000);
    expect(world.notes).toEqual(
      expect.arrayContaining([
        `deregister i-1 ${TARGET_GROUP}`,
        'launch i-3 us-east-1a',
        `register i-3 ${TARGET_GROUP}`,
      ]),
    );
    expect((await states()).sort()).toEqual(['i-2 InService', 'i-3 InService']);
  });

  it('replaces one that the load balancer finds unhealthy, once the grace period is over', async () => {
    world.health.set('i-2', 'unhealthy');
    await world.clock.advance(30_000);
    expect(world.notes).toEqual([]);
    await world.clock.advance(60_000);
    expect(world.notes).toEqual(expect.arrayContaining(['launch i-3 us-east-1b', 'terminate i-2']));
  });

  it('replaces one that a caller calls unhealthy', async () => {
    await world.client.send(new SetInstanceHealthCommand({ InstanceId: 'i-1', HealthStatus: 'Unhealthy' }));
    await world.clock.advance(40_000);
    expect(world.notes).toEqual(expect.arrayContaining(['terminate i-1', 'launch i-3 us-east-1a']));
  });

  it('leaves the dead alone while ReplaceUnhealthy is suspended, and resumes', async () => {
    await world.client.send(new SuspendProcessesCommand({ ...byName, ScalingProcesses: ['ReplaceUnhealthy'] }));
    world.states.set('i-1', 'terminated');
    await world.clock.advance(30_000);
    expect(world.notes).toEqual([]);
    expect((await world.group(NAME))?.SuspendedProcesses?.map(({ ProcessName }) => ProcessName)).toEqual([
      'ReplaceUnhealthy',
    ]);
    await world.client.send(new ResumeProcessesCommand(byName));
    await world.clock.advance(30_000);
    expect(world.notes).toContain('launch i-3 us-east-1a');
  });
});

describe('UpdateAutoScalingGroup and SetDesiredCapacity (contract T4, A9)', () => {
  it.each([
    [{ DesiredCapacity: 0 }, 'Desired capacity:0 must be between the specified min size:1 and max size:4'],
    [{ DesiredCapacity: 5 }, 'Desired capacity:5 must be between the specified min size:1 and max size:4'],
    [{ MinSize: 3, MaxSize: 2 }, 'Max bound, 2, must be greater than or equal to min bound, 3'],
  ])('refuses %j', async (settings, message) => {
    await create({ MinSize: 1 });
    expect(await refused(update(settings))).toMatchObject({
      name: 'ValidationError',
      message,
      $metadata: { httpStatusCode: 400 },
    });
    expect(await world.group(NAME)).toMatchObject({ MinSize: 1, MaxSize: 4, DesiredCapacity: 2 });
  });

  it.each([
    [{ MinSize: 3 }, { MinSize: 3, MaxSize: 4, DesiredCapacity: 3 }],
    [{ MaxSize: 1 }, { MinSize: 0, MaxSize: 1, DesiredCapacity: 1 }],
    [{ DesiredCapacity: 0 }, { MinSize: 0, MaxSize: 4, DesiredCapacity: 0 }],
    [
      { HealthCheckGracePeriod: 7 },
      { DesiredCapacity: 2, HealthCheckGracePeriod: 7, LaunchTemplate: { LaunchTemplateName: 'web' } },
    ],
  ])('%j gives %j', async (settings, expected) => {
    await create();
    await update(settings);
    expect(await world.group(NAME)).toMatchObject(expected);
  });

  it('SetDesiredCapacity keeps to the bounds, and to running activities when told to', async () => {
    await create({ MinSize: 1 });
    const set = (DesiredCapacity: number, HonorCooldown = false) =>
      world.client.send(new SetDesiredCapacityCommand({ ...byName, DesiredCapacity, HonorCooldown }));
    expect(await refused(set(0))).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('below min value 1'),
    });
    expect(await refused(set(9))).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('above max value 4'),
    });
    expect(await refused(set(3, true))).toMatchObject({ name: 'ScalingActivityInProgressFault' });
    await set(3);
    await world.clock.advance(10_000);
    expect(await states()).toHaveLength(3);
  });

  it('knows no other group', async () => {
    expect(await refused(update({ DesiredCapacity: 1 }))).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('name not found'),
    });
  });
});

describe('reads (contract A5, A6)', () => {
  it('filters by name and tag, leaves unknown names out, and pages', async () => {
    for (const color of ['blue', 'green', 'grey']) {
      await create({
        AutoScalingGroupName: `${color}-asg`,
        DesiredCapacity: 0,
        Tags: [{ Key: 'Color', Value: color, PropagateAtLaunch: true }],
      });
    }
    const names = async (input: object) => {
      const answer = await world.client.send(new DescribeAutoScalingGroupsCommand(input));
      return {
        names: answer.AutoScalingGroups?.map(({ AutoScalingGroupName }) => AutoScalingGroupName),
        token: answer.NextToken,
      };
    };
    expect((await names({ AutoScalingGroupNames: ['green-asg', 'nowhere', 'blue-asg'] })).names).toEqual([
      'blue-asg',
      'green-asg',
    ]);
    expect((await names({ Filters: [{ Name: 'tag:Color', Values: ['grey'] }] })).names).toEqual(['grey-asg']);
    const first = await names({ MaxRecords: 2 });
    expect(first.names).toEqual(['blue-asg', 'green-asg']);
    expect(await names({ MaxRecords: 2, NextToken: first.token })).toEqual({ names: ['grey-asg'], token: undefined });
    expect(await refused(names({ NextToken: 'bogus' }))).toMatchObject({ name: 'InvalidNextToken' });
    const tags = await world.client.send(
      new DescribeTagsCommand({ Filters: [{ Name: 'auto-scaling-group', Values: ['blue-asg'] }] }),
    );
    expect(tags.Tags).toMatchObject([{ ResourceId: 'blue-asg', Key: 'Color', Value: 'blue', PropagateAtLaunch: true }]);
  });

  it("shows the group and its instances in the API's shape", async () => {
    await create();
    await world.clock.advance(10_000);
    expect(await world.group(NAME)).toMatchObject({
      AutoScalingGroupARN: expect.stringContaining(`:autoScalingGroupName/${NAME}`),
      AvailabilityZones: ['us-east-1a', 'us-east-1b'],
      TargetGroupARNs: [TARGET_GROUP],
      HealthCheckType: 'EC2',
      CreatedTime: expect.any(Date),
      Instances: [
        {
          InstanceId: 'i-1',
          AvailabilityZone: 'us-east-1a',
          LifecycleState: 'InService',
          HealthStatus: 'Healthy',
          ProtectedFromScaleIn: false,
        },
        { InstanceId: 'i-2', AvailabilityZone: 'us-east-1b' },
      ],
    });
    const { AutoScalingInstances } = await world.client.send(
      new DescribeAutoScalingInstancesCommand({ InstanceIds: ['i-2', 'i-77'] }),
    );
    expect(AutoScalingInstances).toMatchObject([
      { InstanceId: 'i-2', AutoScalingGroupName: NAME, HealthStatus: 'HEALTHY' },
    ]);
    const { LoadBalancerTargetGroups } = await world.client.send(new DescribeLoadBalancerTargetGroupsCommand(byName));
    expect(LoadBalancerTargetGroups).toEqual([{ LoadBalancerTargetGroupARN: TARGET_GROUP, State: 'InService' }]);
  });
});

describe('target groups', () => {
  it('registers members when one is attached and deregisters them when it is detached', async () => {
    await create();
    await world.clock.advance(10_000);
    world.notes.length = 0;
    await world.client.send(new AttachLoadBalancerTargetGroupsCommand({ ...byName, TargetGroupARNs: ['arn:other'] }));
    await world.client.send(new DetachLoadBalancerTargetGroupsCommand({ ...byName, TargetGroupARNs: [TARGET_GROUP] }));
    expect(world.notes).toEqual(['register i-1,i-2 arn:other', `deregister i-1,i-2 ${TARGET_GROUP}`]);
    expect((await world.group(NAME))?.TargetGroupARNs).toEqual(['arn:other']);
    const again = world.client.send(
      new DetachLoadBalancerTargetGroupsCommand({ ...byName, TargetGroupARNs: [TARGET_GROUP] }),
    );
    expect(await refused(again)).toMatchObject({ name: 'ValidationError' });
  });
});

describe('TerminateInstanceInAutoScalingGroup', () => {
  const terminate = (InstanceId: string, ShouldDecrementDesiredCapacity: boolean) =>
    world.client.send(new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }));

  it('shrinks the group with the decrement and replaces the instance without', async () => {
    await create({ MinSize: 1 });
    await world.clock.advance(10_000);
    expect((await terminate('i-1', true)).Activity).toMatchObject({
      StatusCode: 'InProgress',
      Description: 'Terminating EC2 instance: i-1',
    });
    await world.clock.advance(40_000);
    expect(await states()).toEqual(['i-2 InService']);
    expect(await refused(terminate('i-2', true))).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('minSize (1)'),
    });
    await terminate('i-2', false);
    await world.clock.advance(40_000);
    expect(await states()).toEqual(['i-3 InService']);
    expect(await refused(terminate('i-9', false))).toMatchObject({
      message: expect.stringContaining('No managed instance found for instance ID: i-9'),
    });
  });
});

describe('lifecycle hooks', () => {
  const hook = { ...byName, LifecycleHookName: 'warm' };
  const put = (LifecycleTransition: string, DefaultResult = 'CONTINUE') =>
    world.client.send(
      new PutLifecycleHookCommand({ ...hook, LifecycleTransition, HeartbeatTimeout: 60, DefaultResult }),
    );

  it('hold a new instance until the action is completed', async () => {
    await create({ DesiredCapacity: 0 });
    await put('autoscaling:EC2_INSTANCE_LAUNCHING');
    await update({ DesiredCapacity: 1 });
    await world.clock.advance(50_000);
    await world.client.send(new RecordLifecycleActionHeartbeatCommand({ ...hook, InstanceId: 'i-1' }));
    await world.clock.advance(50_000);
    expect(await states()).toEqual(['i-1 Pending:Wait']);
    await world.client.send(
      new CompleteLifecycleActionCommand({ ...hook, InstanceId: 'i-1', LifecycleActionResult: 'CONTINUE' }),
    );
    await world.clock.advance(0);
    expect(await states()).toEqual(['i-1 InService']);
    const again = world.client.send(
      new CompleteLifecycleActionCommand({ ...hook, InstanceId: 'i-1', LifecycleActionResult: 'CONTINUE' }),
    );
    expect(await refused(again)).toMatchObject({
      name: 'ValidationError',
      message: 'No active Lifecycle Action found with instance ID i-1',
    });
  });

  it('end by their default result when nobody answers', async () => {
    await create({ DesiredCapacity: 0 });
    await put('autoscaling:EC2_INSTANCE_LAUNCHING', 'ABANDON');
    await update({ DesiredCapacity: 1 });
    await world.clock.advance(70_000);
    expect(world.notes.slice(0, 2)).toEqual(['launch i-1 us-east-1a', 'terminate i-1']);
  });

  it('hold an instance that leaves, after its draining', async () => {
    await create({ DesiredCapacity: 1 });
    await put('autoscaling:EC2_INSTANCE_TERMINATING');
    await world.clock.advance(10_000);
    await update({ DesiredCapacity: 0 });
    await world.clock.advance(35_000);
    expect(await states()).toEqual(['i-1 Terminating:Wait']);
    await world.client.send(new DeleteLifecycleHookCommand(hook));
    await world.clock.advance(1_000);
    expect(await states()).toEqual([]);
  });

  it('are listed with the one that CodeDeploy keeps', async () => {
    await create();
    await put('autoscaling:EC2_INSTANCE_LAUNCHING');
    const { LifecycleHooks } = await world.client.send(new DescribeLifecycleHooksCommand(byName));
    expect(LifecycleHooks).toMatchObject([
      { LifecycleHookName: 'warm', HeartbeatTimeout: 60, GlobalTimeout: 6_000, DefaultResult: 'CONTINUE' },
      { LifecycleHookName: 'CodeDeploy-managed-hook', DefaultResult: 'ABANDON' },
    ]);
  });
});

describe('CreateAutoScalingGroup and DeleteAutoScalingGroup', () => {
  it('refuses a second group of the name and one without a template', async () => {
    await create();
    expect(await refused(create())).toMatchObject({ name: 'AlreadyExistsFault', Code: 'AlreadyExists' });
    expect(await refused(create({ AutoScalingGroupName: 'x', LaunchTemplate: undefined }))).toMatchObject({
      name: 'ValidationError',
    });
  });

  it('deletes a group with instances only by force, and after they have gone', async () => {
    await create();
    await world.clock.advance(10_000);
    expect(await refused(world.client.send(new DeleteAutoScalingGroupCommand(byName)))).toMatchObject({
      name: 'ResourceInUseFault',
    });
    await world.client.send(new DeleteAutoScalingGroupCommand({ ...byName, ForceDelete: true }));
    expect(await world.group(NAME)).toMatchObject({ Status: 'Delete in progress' });
    await world.clock.advance(60_000);
    expect(await world.group(NAME)).toBeUndefined();
    expect([...world.states.values()]).toEqual(['terminated', 'terminated']);
  });
});

describe('a sandbox that comes back', () => {
  it('goes on with launches and terminations that were under way', async () => {
    world.hook = () => new Promise(() => undefined);
    await create({ DesiredCapacity: 1 });
    await world.clock.advance(10_000);
    const saved = JSON.parse(JSON.stringify(world.scaling.snapshot())) as object;
    await world.scaling.close();
    world.hook = () => Promise.resolve('CONTINUE');
    const later = createAutoScaling(world.options);
    await later.restore(saved);
    await world.clock.advance(20_000);
    expect(later.groups.instancesOf(NAME)).toMatchObject([{ id: 'i-1', lifecycleState: 'InService' }]);
    expect(world.notes.filter((note) => note.startsWith('launch'))).toHaveLength(1);
    await later.close();
  });
});
