import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateLaunchTemplateVersionCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import { startStackWorld, type StackWorld } from '../cloudformation/testing/stack-world.js';
import { until } from '../../testing/until.js';
import { SHIPPED } from '../../topology/names.js';

jest.setTimeout(60_000);

const GROUP = `${SHIPPED.stack}-blue-asg`;
let world: StackWorld;
let ec2: EC2Client;
let scaling: AutoScalingClient;
/** Physical ids by logical id. */
let ids: Map<string, string>;

beforeAll(async () => {
  world = await startStackWorld();
  ec2 = new EC2Client({ ...world.settings, maxAttempts: 1 });
  scaling = new AutoScalingClient({ ...world.settings, maxAttempts: 1 });
  const named = new ListStackResourcesCommand({ StackName: SHIPPED.stack });
  const { StackResourceSummaries = [] } = await world.client.send(named);
  ids = new Map(StackResourceSummaries.map((one) => [one.LogicalResourceId!, one.PhysicalResourceId!]));
});
afterAll(async () => {
  ec2.destroy();
  scaling.destroy();
  await world.sandbox.stop();
});

const group = async () => {
  const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [GROUP] });
  return (await scaling.send(asked)).AutoScalingGroups![0]!;
};
const inService = async () => (await group()).Instances!.filter((one) => one.LifecycleState === 'InService');
async function hosts(): Promise<Instance[]> {
  const Filters = [{ Name: 'tag:aws:autoscaling:groupName', Values: [GROUP] }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

it('shows a stack’s instances in its network, as its launch template has them', async () => {
  await scaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity: 2 }));
  await until(inService, (members) => members.length === 2);
  const instances = await hosts();
  expect(instances.map(({ SubnetId }) => SubnetId).sort()).toEqual(
    ['NetPrivateSubnet1', 'NetPrivateSubnet2'].map((id) => ids.get(id)!).sort(),
  );
  expect(new Set(instances.map(({ VpcId }) => VpcId))).toEqual(new Set([ids.get('NetVpc')]));
  const template = ids.get('BlueLaunchTemplate');
  for (const { SecurityGroups, Tags, InstanceType, ImageId, IamInstanceProfile, SubnetId, Placement } of instances) {
    expect(SecurityGroups?.map(({ GroupId }) => GroupId)).toEqual([ids.get('HostSecurityGroup')]);
    expect(InstanceType).toBe('t3.medium');
    expect(ImageId).toMatch(/^ami-/);
    expect(IamInstanceProfile?.Arn).toContain(':instance-profile/');
    expect(Object.fromEntries(Tags!.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
      ...{ 'bluegreen:color': 'blue', Name: `${SHIPPED.stack}-blue`, 'aws:autoscaling:groupName': GROUP },
      ...{ 'aws:ec2launchtemplate:id': template, 'aws:ec2launchtemplate:version': '1' },
    });
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId!] }));
    expect(Subnets).toMatchObject([{ AvailabilityZone: Placement?.AvailabilityZone, VpcId: ids.get('NetVpc') }]);
  }
});

it('describes that network with its tags and rules beside the account’s default one', async () => {
  const own = [{ Name: 'vpc-id', Values: [ids.get('NetVpc')!] }];
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  expect(Vpcs?.map(({ IsDefault, VpcId }) => [IsDefault, VpcId])).toEqual([
    [true, expect.stringMatching(/^vpc-/)],
    [false, ids.get('NetVpc')],
  ]);
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters: own }));
  expect(Subnets).toHaveLength(4);
  expect(new Set(Subnets?.map(({ CidrBlock }) => CidrBlock)).size).toBe(4);
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: own }));
  const hostGroup = SecurityGroups?.find(({ GroupId }) => GroupId === ids.get('HostSecurityGroup'));
  expect(hostGroup?.IpPermissions).toMatchObject([
    { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: expect.stringMatching(/^sg-/) }] },
  ]);
});

it('keeps the version that an instance came from when the group moves on to another', async () => {
  const LaunchTemplateId = ids.get('BlueLaunchTemplate')!;
  const LaunchTemplateData = { InstanceType: 't3.large' as const };
  await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, SourceVersion: '1', LaunchTemplateData }));
  const LaunchTemplate = { LaunchTemplateId, Version: '2' };
  await scaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: GROUP, LaunchTemplate }));
  expect((await group()).LaunchTemplate).toMatchObject({ Version: '2' });
  const old = await inService();
  expect(old.map(({ LaunchTemplate, InstanceType }) => [LaunchTemplate?.Version, InstanceType])).toEqual([
    ['1', 't3.medium'],
    ['1', 't3.medium'],
  ]);
});
