import { rmSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { policyNames } from '@bluegreen/sdk';
import { ArtifactBucket } from './artifact-bucket.js';
import { BlueGreenService } from './blue-green-service.js';
import { DeploymentGroups } from './deployment-groups.js';
import { DeployRole, GitLabProvider } from './deploy-role.js';
import { Network } from './network.js';
import { OperatorPolicy } from './operator-policy.js';

const NAMES = policyNames({ project: 'shop', environment: 'test', account: '123456789012', region: 'eu-west-1' });
const NETWORK = { vpcId: 'vpc-1', publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3'] };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App({ analyticsReporting: false });
  stack = new Stack(app, 'Own');
});
afterEach(() => rmSync(app.outdir, { recursive: true }));

const service = (id: string, certificateArn?: string) =>
  new BlueGreenService(stack, id, {
    network: Network.fromAttributes(NETWORK),
    name: id,
    policyNames: NAMES,
    hosts: { imageId: 'ami-1', workers: 2 },
    logGroupPrefix: '/logs',
    certificateArn,
  });

describe('BlueGreenService in an app of one’s own', () => {
  it('stands beside another one', () => {
    service('first');
    service('second');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 2);
    template.hasResourceProperties('AWS::CodeDeploy::Application', { ApplicationName: 'second-app' });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      AutoScalingGroupName: 'second-green-asg',
      DesiredCapacity: '2',
      MaxSize: '4',
    });
  });

  it('forwards on port 80 where no certificate is given', () => {
    const { listenerArn } = service('plain').entrance;
    const listeners = Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::Listener');
    const ports = Object.values(listeners).map((each) => (each['Properties'] as { Port: number }).Port);
    expect(ports).toEqual([80, 8080]);
    expect(stack.resolve(listenerArn)).toEqual({ Ref: Object.keys(listeners)[0] });
  });

  it('redirects from port 80 where one is, and 443 is the production listener', () => {
    const { listenerArn } = service('secure', 'arn:aws:acm:eu-west-1:123456789012:certificate/1').entrance;
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 80,
      DefaultActions: [Match.objectLike({ Type: 'redirect' })],
    });
    const [https] = Object.keys(
      template.findResources('AWS::ElasticLoadBalancingV2::Listener', { Properties: { Port: 443 } }),
    );
    expect(stack.resolve(listenerArn)).toEqual({ Ref: https });
  });

  it('gives metrics of a colour and of the whole', () => {
    const made = service('measured');
    expect(made.metricTarget('green', 'HealthyHostCount', { statistic: 'Minimum' })).toMatchObject({
      namespace: 'AWS/ApplicationELB',
      metricName: 'HealthyHostCount',
      statistic: 'Minimum',
    });
    expect(made.fleets.blue.metricMemory().dimensions).toEqual({ AutoScalingGroupName: 'measured-blue-asg' });
    expect(made.metricResponseTime().metricName).toBe('TargetResponseTime');
  });
});

it('DeploymentGroups without alarms roll back on failure alone', () => {
  new DeploymentGroups(stack, 'Groups', {
    applicationName: 'app',
    autoScalingGroupNames: { blue: 'blue-asg', green: 'green-asg' },
  });
  Template.fromStack(stack).allResourcesProperties('AWS::CodeDeploy::DeploymentGroup', {
    AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE'] },
    AlarmConfiguration: Match.absent(),
  });
});

it('GitLabProvider takes one that the account has', () => {
  const arn = 'arn:aws:iam::123456789012:oidc-provider/gitlab.com';
  const provider = new GitLabProvider(stack, 'GitLab', { url: 'https://gitlab.com', existingArn: arn });
  new DeployRole(stack, 'Role', { provider, projectPath: 'a/b', branches: 'main' });
  expect(provider.arn).toBe(arn);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::OIDCProvider', 0);
});

describe('grants', () => {
  const grantee = () => new iam.Role(stack, 'Bot', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });

  it('OperatorPolicy is attached to the role', () => {
    const policy = new OperatorPolicy(stack, 'Operators', { names: NAMES });
    policy.grantTo(grantee());
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [stack.resolve(policy.arn)],
    });
  });

  it.each(['grantRead', 'grantPublish'] as const)('ArtifactBucket.%s lets nobody delete', (grant) => {
    new ArtifactBucket(stack, 'Bucket')[grant](grantee());
    const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policies).toContain('s3:GetObject*');
    expect(policies.includes('s3:PutObject')).toBe(grant === 'grantPublish');
    expect(policies).not.toContain('s3:Delete');
  });
});
