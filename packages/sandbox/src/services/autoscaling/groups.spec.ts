import {
  AttachLoadBalancerTargetGroupsCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeLoadBalancerTargetGroupsCommand,
  DescribeTagsCommand,
  DetachLoadBalancerTargetGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { createAutoScaling } from './index.js';
import { startFleetWorld, type FleetWorld } from './testing/fleet-world.js';
import { byName, create, NAME, refused, statesIn, TARGET_GROUP, update } from './testing/one-group.js';

let world: FleetWorld;
beforeEach(async () => {
  world = await startFleetWorld();
});
afterEach(() => world.close());

describe('UpdateAutoScalingGroup and SetDesiredCapacity (contract T4, A9)', () => {
  it.each([
    [{ DesiredCapacity: 0 }, 'Desired capacity:0 must be between the specified min size:1 and max size:4'],
    [{ DesiredCapacity: 5 }, 'Desired capacity:5 must be between the specified min size:1 and max size:4'],
    [{ MinSize: 3, MaxSize: 2 }, 'Max bound, 2, must be greater than or equal to min bound, 3'],
  ])('refuses %j', async (settings, message) => {
    await create(world, { MinSize: 1 });
    expect(await refused(update(world, settings))).toMatchObject({
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
    await create(world);
    await update(world, settings);
    expect(await world.group(NAME)).toMatchObject(expected);
  });

  it('SetDesiredCapacity keeps to the bounds, and to running activities when told to', async () => {
    await create(world, { MinSize: 1 });
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
    expect(await statesIn(world)).toHaveLength(3);
  });

  it('knows no other group', async () => {
    expect(await refused(update(world, { DesiredCapacity: 1 }))).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('name not found'),
    });
  });
});

describe('reads (contract A5, A6)', () => {
  it('filters by name and tag, leaves unknown names out, and pages', async () => {
    for (const color of ['blue', 'green', 'grey']) {
      await create(world, {
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
    await create(world);
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
    await create(world);
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

describe('CreateAutoScalingGroup and DeleteAutoScalingGroup', () => {
  it('refuses a second group of the name and one without a template', async () => {
    await create(world);
    expect(await refused(create(world))).toMatchObject({ name: 'AlreadyExistsFault', Code: 'AlreadyExists' });
    expect(await refused(create(world, { AutoScalingGroupName: 'x', LaunchTemplate: undefined }))).toMatchObject({
      name: 'ValidationError',
    });
  });

  it('deletes a group with instances only by force, and after they have gone', async () => {
    await create(world);
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
    await create(world, { DesiredCapacity: 1 });
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
