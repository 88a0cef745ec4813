import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeLifecycleHooksCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, GetDeploymentGroupCommand, ListTagsForResourceCommand } from '@aws-sdk/client-codedeploy';
import {
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetInstanceProfileCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { startStackWorld, type StackWorld } from './testing/stack-world.js';

jest.setTimeout(60_000);

let world: StackWorld;
beforeAll(async () => (world = await startStackWorld()));
afterAll(() => world.sandbox.stop());

const ref = (Ref: string) => ({ Ref });
const att = (name: string, attribute: string) => ({ 'Fn::GetAtt': [name, attribute] });
const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});
const allow = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
/** Makes a template of `TYPE: properties` entries. */
const templateOf = (entries: Record<string, [string, object]>) => ({
  Resources: Object.fromEntries(
    Object.entries(entries).map(([name, [type, Properties]]) => [name, { Type: `AWS::${type}`, Properties }]),
  ),
});
async function physicalIds(name: string): Promise<Record<string, string>> {
  const made = (await world.events(name)).filter((event) => event.PhysicalResourceId !== '');
  return Object.fromEntries(made.map((event) => [event.LogicalResourceId!, event.PhysicalResourceId!]));
}
/** Updates a stack and expects that nothing was replaced. */
async function updateInPlace(name: string, template: object): Promise<Record<string, string>> {
  const before = await physicalIds(name);
  const stack = await world.update(name, template);
  const reasons = (await world.events(name)).filter((event) => event.ResourceStatus === 'UPDATE_FAILED');
  expect(reasons.map((event) => event.ResourceStatusReason)).toEqual([]);
  expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  expect(await physicalIds(name)).toMatchObject(before);
  return before;
}

it('load balancing: changes attributes, networks, actions and priorities where they stand', async () => {
  const template = (n: 1 | 2) =>
    templateOf({
      A: ['EC2::Subnet', { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1a' }],
      B: ['EC2::Subnet', { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1b' }],
      C: ['EC2::Subnet', { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1c' }],
      Balancer: [
        'ElasticLoadBalancingV2::LoadBalancer',
        {
          Subnets: [ref('A'), ref(n === 1 ? 'B' : 'C')],
          SecurityGroups: [`sg-${n}`],
          LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: String(60 * n) }],
          Tags: n === 1 ? [{ Key: 'old', Value: '1' }] : [{ Key: 'new', Value: '2' }],
        },
      ],
      Group: [
        'ElasticLoadBalancingV2::TargetGroup',
        {
          ...{ Protocol: 'HTTP', Port: 80, HealthCheckIntervalSeconds: 10 * n },
          TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: 30 * n }],
        },
      ],
      Listener: [
        'ElasticLoadBalancingV2::Listener',
        {
          ...{ LoadBalancerArn: ref('Balancer'), Port: 8080 + n, Protocol: 'HTTP' },
          DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: `40${n}` } }],
        },
      ],
      Rule: [
        'ElasticLoadBalancingV2::ListenerRule',
        {
          ...{ ListenerArn: ref('Listener'), Priority: n },
          Conditions: [{ Field: 'path-pattern', Values: [`/${n}`] }],
          Actions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
        },
      ],
    });
  expect((await world.create('balancing', template(1))).StackStatus).toBe('CREATE_COMPLETE');
  const ids = await updateInPlace('balancing', template(2));
  const elb = new ElasticLoadBalancingV2Client(world.settings);
  const LoadBalancerArn = ids['Balancer'];
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn!] }));
  expect(LoadBalancers?.[0]).toMatchObject({
    SecurityGroups: ['sg-2'],
    AvailabilityZones: [{}, { SubnetId: ids['C'] }],
  });
  const attributes = await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  expect(attributes.Attributes).toContainEqual({ Key: 'idle_timeout.timeout_seconds', Value: '120' });
  const group = await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: ids['Group'] }));
  expect(group.Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '60' });
  const { Listeners } = await elb.send(new DescribeListenersCommand({ ListenerArns: [ids['Listener']!] }));
  expect(Listeners?.[0]).toMatchObject({
    Port: 8082,
    DefaultActions: [{ FixedResponseConfig: { StatusCode: '402' } }],
  });
  const { Rules } = await elb.send(new DescribeRulesCommand({ RuleArns: [ids['Rule']!] }));
  expect(Rules?.[0]).toMatchObject({ Priority: '2', Conditions: [{ Values: ['/2'] }] });
  expect((await world.remove('balancing')).StackStatus).toBe('DELETE_COMPLETE');
});

it('Auto Scaling and CodeDeploy: change sizes, hooks, target groups, settings and tags', async () => {
  const template = (n: 1 | 2) =>
    templateOf({
      One: ['ElasticLoadBalancingV2::TargetGroup', { Protocol: 'HTTP', Port: 80 }],
      Two: ['ElasticLoadBalancingV2::TargetGroup', { Protocol: 'HTTP', Port: 80 }],
      Template: ['EC2::LaunchTemplate', { LaunchTemplateData: { ImageId: 'ami-1', InstanceType: `t3.${n}` } }],
      Group: [
        'AutoScaling::AutoScalingGroup',
        {
          ...{
            MinSize: 0,
            MaxSize: n,
            DesiredCapacity: 0,
            Cooldown: 60 * n,
            VPCZoneIdentifier: ['subnet-1', `subnet-${n}`],
          },
          LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: att('Template', 'LatestVersionNumber') },
          TargetGroupARNs: [ref(n === 1 ? 'One' : 'Two')],
          Tags: [{ Key: `key-${n}`, Value: 'v', PropagateAtLaunch: true }],
        },
      ],
      Hook: [
        'AutoScaling::LifecycleHook',
        {
          AutoScalingGroupName: ref('Group'),
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
          HeartbeatTimeout: 60 * n,
        },
      ],
      Role: ['IAM::Role', { AssumeRolePolicyDocument: trust('codedeploy.amazonaws.com') }],
      Application: ['CodeDeploy::Application', { Tags: [{ Key: `key-${n}`, Value: 'v' }] }],
      Deployment: [
        'CodeDeploy::DeploymentGroup',
        {
          ...{
            ApplicationName: ref('Application'),
            ServiceRoleArn: att('Role', 'Arn'),
            AutoScalingGroups: [ref('Group')],
          },
          DeploymentConfigName: n === 1 ? 'CodeDeployDefault.OneAtATime' : 'CodeDeployDefault.AllAtOnce',
          ...(n === 1 && { AutoRollbackConfiguration: { Enabled: 'true', Events: ['DEPLOYMENT_FAILURE'] } }),
          Ec2TagSet: { Ec2TagSetList: [{ Ec2TagGroup: [{ Key: 'k', Value: `${n}`, Type: 'KEY_AND_VALUE' }] }] },
        },
      ],
    });
  expect((await world.create('scaling', template(1))).StackStatus).toBe('CREATE_COMPLETE');
  const ids = await updateInPlace('scaling', template(2));
  const scaling = new AutoScalingClient(world.settings);
  const AutoScalingGroupName = ids['Group']!;
  const names = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] });
  const group = (await scaling.send(names)).AutoScalingGroups?.[0];
  expect(group).toMatchObject({
    ...{ MaxSize: 2, DefaultCooldown: 120, VPCZoneIdentifier: 'subnet-1,subnet-2', TargetGroupARNs: [ids['Two']] },
    LaunchTemplate: { Version: '2' },
  });
  expect(group?.Tags?.map((tag) => tag.Key)).toEqual(['key-2']);
  const hooks = await scaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName }));
  const own = hooks.LifecycleHooks?.filter((hook) => hook.LifecycleHookName === ids['Hook']);
  expect(own).toMatchObject([{ HeartbeatTimeout: 120 }]);
  const codedeploy = new CodeDeployClient(world.settings);
  const of = { applicationName: ids['Application'], deploymentGroupName: ids['Deployment'] };
  const { deploymentGroupInfo } = await codedeploy.send(new GetDeploymentGroupCommand(of));
  expect(deploymentGroupInfo).toMatchObject({
    deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    autoRollbackConfiguration: { enabled: false },
    ec2TagSet: { ec2TagSetList: [[{ Key: 'k', Value: '2' }]] },
  });
  const ResourceArn = `arn:aws:codedeploy:us-east-1:123456789012:application:${ids['Application']}`;
  const { Tags } = await codedeploy.send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual([{ Key: 'key-2', Value: 'v' }]);
  expect((await world.remove('scaling')).StackStatus).toBe('DELETE_COMPLETE');
});

it('IAM: changes trust, policies, versions, profiles and providers, and leaves nothing', async () => {
  const template = (n: number) =>
    templateOf({
      Role: [
        'IAM::Role',
        {
          ...{ AssumeRolePolicyDocument: trust(n === 1 ? 'ec2.amazonaws.com' : 'codedeploy.amazonaws.com') },
          Policies: [{ PolicyName: `inline-${n}`, PolicyDocument: allow('s3:Get*') }],
          ManagedPolicyArns: n === 1 ? ['arn:aws:iam::aws:policy/CloudWatchLogsFullAccess'] : [],
        },
      ],
      User: ['IAM::User', { Tags: [{ Key: 'n', Value: `${n}` }] }],
      Inline: [
        'IAM::Policy',
        {
          PolicyName: 'shared',
          PolicyDocument: allow(`s3:List${n}*`),
          Users: [ref('User')],
          Roles: n === 1 ? [ref('Role')] : [],
        },
      ],
      Managed: ['IAM::ManagedPolicy', { PolicyDocument: allow(`s3:Put${n}*`), Roles: [ref('Role')] }],
      Profile: ['IAM::InstanceProfile', { Roles: [ref('Role')] }],
      Provider: ['IAM::OIDCProvider', { Url: 'https://gitlab.example', ClientIdList: [`client-${n}`] }],
    });
  expect((await world.create('access', template(1))).StackStatus).toBe('CREATE_COMPLETE');
  let ids: Record<string, string> = {};
  // More often than IAM keeps versions.
  for (const n of [2, 3, 4, 5, 6, 7]) ids = await updateInPlace('access', template(n));
  const iam = new IAMClient({ ...world.settings, maxAttempts: 1 });
  const RoleName = ids['Role']!;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toContain('codedeploy.amazonaws.com');
  expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['inline-7']);
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(attached.AttachedPolicies?.map((one) => one.PolicyArn)).toEqual([ids['Managed']]);
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: ids['Managed'] }));
  expect(Policy?.DefaultVersionId).toBe('v7');
  expect((await iam.send(new ListPolicyVersionsCommand({ PolicyArn: ids['Managed'] }))).Versions).toHaveLength(5);
  const UserName = ids['User']!;
  expect((await iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(['shared']);
  const { PolicyDocument } = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName: 'shared' }));
  expect(decodeURIComponent(PolicyDocument!)).toContain('s3:List7*');
  const profile = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: ids['Profile'] }));
  expect(profile.InstanceProfile?.Roles?.[0]?.RoleName).toBe(RoleName);
  const provider = { OpenIDConnectProviderArn: ids['Provider'] };
  expect((await iam.send(new GetOpenIDConnectProviderCommand(provider))).ClientIDList).toEqual(['client-7']);

  expect((await world.remove('access')).StackStatus).toBe('DELETE_COMPLETE');
  for (const gone of [
    new GetRoleCommand({ RoleName }),
    new GetInstanceProfileCommand({ InstanceProfileName: ids['Profile'] }),
  ]) {
    await expect(iam.send(gone as GetRoleCommand)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  }
});

it('S3 and CloudWatch: change settings, and take away what is no longer there', async () => {
  const rule = {
    Id: 'r',
    Status: 'Enabled',
    Prefix: 'logs/',
    ExpirationInDays: 3,
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  const template = (n: 1 | 2) =>
    templateOf({
      Target: ['S3::Bucket', {}],
      Bucket: [
        'S3::Bucket',
        {
          Tags: [{ Key: 'n', Value: `${n}` }],
          LoggingConfiguration: n === 1 ? { DestinationBucketName: ref('Target'), LogFilePrefix: 'p/' } : undefined,
          LifecycleConfiguration: n === 1 ? { Rules: [rule] } : undefined,
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: n === 1 },
        },
      ],
      Alarm: [
        'CloudWatch::Alarm',
        {
          ...{
            ComparisonOperator: 'GreaterThanThreshold',
            EvaluationPeriods: n,
            Namespace: 'N',
            MetricName: 'M',
            Period: 60,
          },
          ...{ Statistic: 'Sum', Threshold: n, AlarmDescription: { 'Fn::Sub': '${Bucket} is full' } },
        },
      ],
      Board: ['CloudWatch::Dashboard', { DashboardBody: JSON.stringify({ widgets: [{ n }] }) }],
    });
  expect((await world.create('settings', template(1))).StackStatus).toBe('CREATE_COMPLETE');
  const s3 = new S3Client({ ...world.settings, maxAttempts: 1 });
  const cloudwatch = new CloudWatchClient(world.settings);
  const Bucket = (await physicalIds('settings'))['Bucket']!;
  expect(Bucket).toMatch(/^settings-bucket-[a-z0-9]{12}$/);
  const lifecycle = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(lifecycle.Rules).toMatchObject([{ ID: 'r', Filter: { Prefix: 'logs/' }, Expiration: { Days: 3 } }]);
  expect((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled?.TargetPrefix).toBe('p/');

  const ids = await updateInPlace('settings', template(2));
  await expect(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).rejects.toThrow('lifecycle');
  expect((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
  expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'n', Value: '2' }]);
  const access = (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration;
  expect(access).toMatchObject({ BlockPublicAcls: true, BlockPublicPolicy: false });
  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [ids['Alarm']!] }));
  expect(MetricAlarms).toMatchObject([{ Threshold: 2, EvaluationPeriods: 2, AlarmDescription: `${Bucket} is full` }]);
  const board = await cloudwatch.send(new GetDashboardCommand({ DashboardName: ids['Board'] }));
  expect(JSON.parse(board.DashboardBody!)).toEqual({ widgets: [{ n: 2 }] });
  expect((await world.remove('settings')).StackStatus).toBe('DELETE_COMPLETE');
});

it('certificates: issued, shown by listeners, and deleted after these', async () => {
  const template = (n: 1 | 2) =>
    templateOf({
      A: ['EC2::Subnet', { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1a' }],
      B: ['EC2::Subnet', { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1b' }],
      Balancer: ['ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('A'), ref('B')] }],
      First: [
        'CertificateManager::Certificate',
        { DomainName: 'one.example.test', KeyAlgorithm: 'EC_prime256v1', Tags: [{ Key: 'n', Value: String(n) }] },
      ],
      Second: ['CertificateManager::Certificate', { DomainName: 'two.example.test', KeyAlgorithm: 'EC_prime256v1' }],
      Listener: [
        'ElasticLoadBalancingV2::Listener',
        {
          ...{ LoadBalancerArn: ref('Balancer'), Port: 443, Protocol: 'HTTPS' },
          Certificates: [{ CertificateArn: ref('First') }],
          DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
        },
      ],
      Further: [
        'ElasticLoadBalancingV2::ListenerCertificate',
        { ListenerArn: ref('Listener'), Certificates: [{ CertificateArn: ref('Second') }] },
      ],
    });
  expect((await world.create('secured', template(1))).StackStatus).toBe('CREATE_COMPLETE');
  const ids = await updateInPlace('secured', template(2));
  const elb = new ElasticLoadBalancingV2Client(world.settings);
  const shown = await elb.send(new DescribeListenerCertificatesCommand({ ListenerArn: ids['Listener'] }));
  expect(shown.Certificates).toEqual([
    { CertificateArn: ids['First'], IsDefault: true },
    { CertificateArn: ids['Second'], IsDefault: false },
  ]);
  expect((await world.remove('secured')).StackStatus).toBe('DELETE_COMPLETE');
});

it.each([
  [
    'WAFv2::WebACL',
    { Scope: 'REGIONAL', DefaultAction: {}, VisibilityConfig: {} },
    /^known-Made-\w+\|[0-9a-f-]{36}\|REGIONAL$/,
    'Arn',
    /:regional\/webacl\//,
  ],
  ['SNS::Topic', {}, /^arn:aws:sns:us-east-1:123456789012:known-Made-\w{12}$/, 'TopicName', /^known-Made-/],
  [
    'Logs::LogGroup',
    { LogGroupName: '/a/b' },
    /^\/a\/b$/,
    'Arn',
    /^arn:aws:logs:us-east-1:123456789012:log-group:\/a\/b:\*$/,
  ],
  ['KMS::Key', {}, /^[0-9a-f-]{36}$/, 'Arn', /^arn:aws:kms:us-east-1:123456789012:key\//],
  [
    'ECR::Repository',
    { RepositoryName: 'images' },
    /^images$/,
    'Arn',
    /^arn:aws:ecr:us-east-1:123456789012:repository\/images$/,
  ],
  ['EC2::EIP', { Domain: 'vpc' }, /^203\.0\.113\.\d+$/, 'AllocationId', /^eipalloc-[0-9a-f]{17}$/],
  ['EC2::VPC', { CidrBlock: '10.0.0.0/16' }, /^vpc-[0-9a-f]{17}$/, 'CidrBlock', /^10\.0\.0\.0\/16$/],
  ['CloudTrail::Trail', { IsLogging: true, S3BucketName: 'b', TrailName: 't' }, /^t$/, 'Arn', /:trail\/t$/],
  ['GuardDuty::Detector', { Enable: true }, /^[0-9a-f]{32}$/, 'Id', /^[0-9a-f]{32}$/],
])('remembers %s with the Ref and GetAtt of AWS', async (type, properties, refPattern, attribute, attributePattern) => {
  const template = {
    ...templateOf({ Made: [type, properties] }),
    Outputs: { Ref: { Value: ref('Made') }, Att: { Value: att('Made', attribute) } },
  };
  const { Outputs, StackStatus } = await world.create('known', template);
  expect(StackStatus).toBe('CREATE_COMPLETE');
  const values = new Map(Outputs?.map((one) => [one.OutputKey, one.OutputValue]));
  expect(values.get('Ref')).toMatch(refPattern);
  expect(values.get('Att')).toMatch(attributePattern);
  await world.remove('known');
});
