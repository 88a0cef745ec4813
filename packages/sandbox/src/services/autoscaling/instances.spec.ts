import {
  CompleteLifecycleActionCommand,
  DeleteLifecycleHookCommand,
  DescribeLifecycleHooksCommand,
  DescribeScalingActivitiesCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  ResumeProcessesCommand,
  SetInstanceHealthCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { startFleetWorld, type FleetWorld } from './testing/fleet-world.js';
import { byName, create, NAME, refused, statesIn, TARGET_GROUP, update } from './testing/one-group.js';

let world: FleetWorld;
beforeEach(async () => {
  world = await startFleetWorld();
});
afterEach(() => world.close());

describe('launch (contract A9, C13)', () => {
  it('goes Pending, Pending:Wait for CodeDeploy, target groups, InService', async () => {
    let go: (answer: 'CONTINUE') => void = () => undefined;
    world.hook = () => new Promise((resolve) => (go = resolve));
    await create(world, { DesiredCapacity: 1 });
    await world.clock.advance(0);
    expect(await statesIn(world)).toEqual(['i-1 Pending']);
    await world.clock.advance(6_000);
    expect(await statesIn(world)).toEqual(['i-1 Pending:Wait']);
    expect(world.notes).toEqual(['launch i-1 us-east-1a']);
    go('CONTINUE');
    await world.clock.advance(0);
    expect(world.notes).toEqual(['launch i-1 us-east-1a', `register i-1 ${TARGET_GROUP}`]);
    expect(await statesIn(world)).toEqual(['i-1 InService']);
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
    await create(world, { DesiredCapacity: 1 });
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
    expect((await statesIn(world)).map((state) => state.split(' ')[1])).toEqual(['InService']);
  });

  it('does not register while AddToLoadBalancer is suspended', async () => {
    await create(world, { DesiredCapacity: 0 });
    await world.client.send(new SuspendProcessesCommand({ ...byName, ScalingProcesses: ['AddToLoadBalancer'] }));
    await update(world, { DesiredCapacity: 1 });
    await world.clock.advance(10_000);
    expect(world.notes).toEqual(['launch i-1 us-east-1a']);
  });
});

describe('scale in (contract A9)', () => {
  it('deregisters, waits out the draining, then terminates', async () => {
    await create(world);
    await world.clock.advance(10_000);
    world.notes.length = 0;
    await update(world, { DesiredCapacity: 1 });
    expect((await statesIn(world)).sort()).toEqual(['i-1 Terminating', 'i-2 InService']);
    await world.clock.advance(29_000);
    expect(world.notes).toEqual([`deregister i-1 ${TARGET_GROUP}`]);
    await world.clock.advance(2_000);
    expect(world.notes).toEqual([`deregister i-1 ${TARGET_GROUP}`, 'terminate i-1']);
    expect(await statesIn(world)).toEqual(['i-2 InService']);
  });

  it('a launch that is no longer wanted gives up', async () => {
    await create(world, { DesiredCapacity: 1 });
    await world.clock.advance(2_000);
    await update(world, { DesiredCapacity: 0 });
    await world.clock.advance(60_000);
    expect(await statesIn(world)).toEqual([]);
    expect(world.notes).toEqual(['launch i-1 us-east-1a', 'terminate i-1']);
  });
});

describe('replacement', () => {
  beforeEach(async () => {
    await create(world, { HealthCheckType: 'ELB', HealthCheckGracePeriod: 60 });
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
    expect((await statesIn(world)).sort()).toEqual(['i-2 InService', 'i-3 InService']);
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

describe('TerminateInstanceInAutoScalingGroup', () => {
  const terminate = (InstanceId: string, ShouldDecrementDesiredCapacity: boolean) =>
    world.client.send(new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }));

  it('shrinks the group with the decrement and replaces the instance without', async () => {
    await create(world, { MinSize: 1 });
    await world.clock.advance(10_000);
    expect((await terminate('i-1', true)).Activity).toMatchObject({
      StatusCode: 'InProgress',
      Description: 'Terminating EC2 instance: i-1',
    });
    await world.clock.advance(40_000);
    expect(await statesIn(world)).toEqual(['i-2 InService']);
    expect(await refused(terminate('i-2', true))).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('minSize (1)'),
    });
    await terminate('i-2', false);
    await world.clock.advance(40_000);
    expect(await statesIn(world)).toEqual(['i-3 InService']);
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
    await create(world, { DesiredCapacity: 0 });
    await put('autoscaling:EC2_INSTANCE_LAUNCHING');
    await update(world, { DesiredCapacity: 1 });
    await world.clock.advance(50_000);
    await world.client.send(new RecordLifecycleActionHeartbeatCommand({ ...hook, InstanceId: 'i-1' }));
    await world.clock.advance(50_000);
    expect(await statesIn(world)).toEqual(['i-1 Pending:Wait']);
    await world.client.send(
      new CompleteLifecycleActionCommand({ ...hook, InstanceId: 'i-1', LifecycleActionResult: 'CONTINUE' }),
    );
    await world.clock.advance(0);
    expect(await statesIn(world)).toEqual(['i-1 InService']);
    const again = world.client.send(
      new CompleteLifecycleActionCommand({ ...hook, InstanceId: 'i-1', LifecycleActionResult: 'CONTINUE' }),
    );
    expect(await refused(again)).toMatchObject({
      name: 'ValidationError',
      message: 'No active Lifecycle Action found with instance ID i-1',
    });
  });

  it('end by their default result when nobody answers', async () => {
    await create(world, { DesiredCapacity: 0 });
    await put('autoscaling:EC2_INSTANCE_LAUNCHING', 'ABANDON');
    await update(world, { DesiredCapacity: 1 });
    await world.clock.advance(70_000);
    expect(world.notes.slice(0, 2)).toEqual(['launch i-1 us-east-1a', 'terminate i-1']);
  });

  it('hold an instance that leaves, after its draining', async () => {
    await create(world, { DesiredCapacity: 1 });
    await put('autoscaling:EC2_INSTANCE_TERMINATING');
    await world.clock.advance(10_000);
    await update(world, { DesiredCapacity: 0 });
    await world.clock.advance(35_000);
    expect(await statesIn(world)).toEqual(['i-1 Terminating:Wait']);
    await world.client.send(new DeleteLifecycleHookCommand(hook));
    await world.clock.advance(1_000);
    expect(await statesIn(world)).toEqual([]);
  });

  it('are listed with the one that CodeDeploy keeps', async () => {
    await create(world);
    await put('autoscaling:EC2_INSTANCE_LAUNCHING');
    const { LifecycleHooks } = await world.client.send(new DescribeLifecycleHooksCommand(byName));
    expect(LifecycleHooks).toMatchObject([
      { LifecycleHookName: 'warm', HeartbeatTimeout: 60, GlobalTimeout: 6_000, DefaultResult: 'CONTINUE' },
      { LifecycleHookName: 'CodeDeploy-managed-hook', DefaultResult: 'ABANDON' },
    ]);
  });
});
