import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
} from '@aws-sdk/client-cloudwatch';
import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CodeDeployClient, GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetBucketEncryptionCommand, GetBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { until } from '../../testing/until.js';
import { SHIPPED } from '../../topology/names.js';
import { startStackWorld, type StackWorld } from './testing/stack-world.js';

jest.setTimeout(60_000);

const STACK = SHIPPED.stack;
let world: StackWorld;
let elb: ElasticLoadBalancingV2Client;
let outputs: Map<string, string>;
const physicalIds = async () => {
  const { StackResourceSummaries = [] } = await world.client.send(new ListStackResourcesCommand({ StackName: STACK }));
  return new Map(StackResourceSummaries.map((one) => [one.LogicalResourceId!, one.PhysicalResourceId!]));
};
beforeAll(async () => {
  world = await startStackWorld();
  elb = new ElasticLoadBalancingV2Client({ ...world.settings, maxAttempts: 1 });
  outputs = new Map((await world.stack(STACK)).Outputs?.map((one) => [one.OutputKey!, one.OutputValue!]));
});
afterAll(() => world.sandbox.stop());

const liveGroup = async () => {
  const ListenerArns = [outputs.get('ListenerArn')!];
  const { Listeners } = await elb.send(new DescribeListenersCommand({ ListenerArns }));
  return Listeners![0]!.DefaultActions![0]!.TargetGroupArn;
};

it('makes what its outputs and the services both name (contract B, C)', async () => {
  const { LoadBalancers } = await elb.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [outputs.get('ApplicationLoadBalancerArn')!] }),
  );
  const [balancer] = LoadBalancers!;
  expect(balancer).toMatchObject({ DNSName: outputs.get('ApplicationLoadBalancerDNSName'), Scheme: 'internet-facing' });
  expect(balancer!.LoadBalancerName).toMatch(/^bluegr-Appli-[A-Z0-9]{12}$/);
  expect(balancer!.AvailabilityZones?.map((zone) => zone.ZoneName)).toEqual(['us-east-1a', 'us-east-1b']);
  const ids = await physicalIds();
  expect(balancer!.VpcId).toBe(ids.get('NetVpc'));
  const Names = [outputs.get('BlueTargetGroupName')!];
  const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ Names }));
  expect(TargetGroups![0]).toMatchObject({
    ...{
      TargetGroupArn: outputs.get('BlueTargetGroupArn'),
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 10,
    },
    ...{ VpcId: ids.get('NetVpc'), LoadBalancerArns: [balancer!.LoadBalancerArn] },
  });
  expect(await liveGroup()).toBe(outputs.get('BlueTargetGroupArn'));

  const codedeploy = new CodeDeployClient(world.settings);
  const applicationName = outputs.get('CodeDeployApplicationName');
  const deploymentGroupName = outputs.get('BlueDeploymentGroupName');
  const group = await codedeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
  const role = await new IAMClient(world.settings).send(new GetRoleCommand({ RoleName: ids.get('CodeDeployRole') }));
  expect(group.deploymentGroupInfo).toMatchObject({
    serviceRoleArn: role.Role?.Arn,
    autoScalingGroups: [{ name: outputs.get('BlueAutoScalingGroupName') }],
    autoRollbackConfiguration: { enabled: true },
  });

  const s3 = new S3Client(world.settings);
  const Bucket = outputs.get('ArtifactBucketName');
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(
    encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
  ).toBe('AES256');
  const lifecycle = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(lifecycle.Rules?.[0]).toMatchObject({
    Status: 'Enabled',
    NoncurrentVersionExpiration: { NoncurrentDays: 90 },
  });

  const cloudwatch = new CloudWatchClient(world.settings);
  const { DashboardEntries } = await cloudwatch.send(new ListDashboardsCommand({}));
  const DashboardName = DashboardEntries?.[0]?.DashboardName;
  const { DashboardBody } = await cloudwatch.send(new GetDashboardCommand({ DashboardName }));
  expect(DashboardBody).toContain(balancer!.LoadBalancerArn!.split('loadbalancer/')[1]);
  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms?.map((alarm) => alarm.AlarmName)).toContain(ids.get('BlueTargetErrors'));
});

it('an update after a switch leaves traffic, capacity and everything else where it is', async () => {
  const green = outputs.get('GreenTargetGroupArn')!;
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: green }];
  await elb.send(new ModifyListenerCommand({ ListenerArn: outputs.get('ListenerArn'), DefaultActions }));
  const scaling = new AutoScalingClient(world.settings);
  const AutoScalingGroupName = outputs.get('GreenAutoScalingGroupName')!;
  await scaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 1 }));
  const before = await physicalIds();
  const seen = (await world.events(STACK)).length;

  const kept = ['BlueDesired', 'GreenDesired', 'CreateIamUser'].map((ParameterKey) => ({
    ParameterKey,
    UsePreviousValue: true,
  }));
  const stack = await world.update(STACK, undefined, {
    Parameters: [...kept, { ParameterKey: 'InstanceType', ParameterValue: 't3.large' }],
    Tags: [{ Key: 'cost-center', Value: '42' }],
  });
  expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  expect(await liveGroup()).toBe(green);
  expect(await physicalIds()).toEqual(before);

  const touched = new Set((await world.events(STACK)).slice(seen).map((event) => event.LogicalResourceId));
  for (const name of before.keys()) if (/Listener|Rule$/.test(name)) expect(touched).not.toContain(name);
  const names = { AutoScalingGroupNames: [AutoScalingGroupName] };
  const group = (await scaling.send(new DescribeAutoScalingGroupsCommand(names))).AutoScalingGroups![0]!;
  expect(group).toMatchObject({ DesiredCapacity: 1, LaunchTemplate: { Version: '2' } });
  expect(group.Tags).toContainEqual(
    expect.objectContaining({ Key: 'cost-center', Value: '42', PropagateAtLaunch: true }),
  );
  const { TagDescriptions } = await elb.send(new DescribeTagsCommand({ ResourceArns: [green] }));
  expect(TagDescriptions?.[0]?.Tags).toContainEqual({ Key: 'cost-center', Value: '42' });
  const LaunchTemplateId = before.get('GreenLaunchTemplate');
  const versions = await new EC2Client(world.settings).send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }),
  );
  const types = versions.LaunchTemplateVersions?.map((one) => one.LaunchTemplateData?.InstanceType);
  expect(types?.sort()).toEqual(['t3.large', 't3.medium']);
});

it('its alarms judge what the sandbox measures', async () => {
  const cloudwatch = new CloudWatchClient(world.settings);
  const AlarmNames = [(await physicalIds()).get('AlarmsLoadBalancerErrors')!];
  const state = async () => {
    // Nothing is registered, so the load balancer itself answers 503.
    const production = `http://${outputs.get('ApplicationLoadBalancerDNSName')}/`;
    await Promise.all(Array.from({ length: 30 }, () => fetch(production).then((answer) => answer.text())));
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }));
    return MetricAlarms?.[0]?.StateValue;
  };
  await until(state, (value) => value === 'ALARM');
});

it('deletes with everything it made, instances too, but keeps the bucket', async () => {
  const arn = outputs.get('ApplicationLoadBalancerArn')!;
  const stack = await world.remove(STACK);
  expect([stack.StackStatus, stack.StackStatusReason]).toEqual(['DELETE_COMPLETE', undefined]);
  await expect(elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }))).rejects.toThrow();
  expect((await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups).toEqual([]);
  const scaling = await new AutoScalingClient(world.settings).send(new DescribeAutoScalingGroupsCommand({}));
  expect(scaling.AutoScalingGroups).toEqual([]);
  expect((await world.path(stack.StackId!)).filter((line) => line.endsWith('DELETE_SKIPPED'))).toEqual([
    'ArtifactBucket DELETE_SKIPPED',
  ]);
  expect((await world.sandbox.status()).listeners).toEqual([]);
});
