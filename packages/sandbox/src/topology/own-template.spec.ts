import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../sandbox.js';
import { TINY_APP } from '../testing/tiny-app.js';

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bluegreen-own-template-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const both = (of: (color: 'Blue' | 'Green') => object): object => ({ ...of('Blue'), ...of('Green') });
const ref = (Ref: string) => ({ Ref });
const forward = (color: string) => [{ Type: 'forward', TargetGroupArn: ref(`${color}Group`) }];
/** The least that an environment needs, with names of its own. */
const OWN = {
  Parameters: both((color) => ({ [`${color}Desired`]: { Type: 'Number' } })),
  Resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'my-own-bucket', VersioningConfiguration: { Status: 'Enabled' } },
    },
    One: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1a' } },
    Two: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', AvailabilityZone: 'us-east-1b' } },
    Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: [ref('One'), ref('Two')] } },
    Production: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: { LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', DefaultActions: forward('Blue') },
    },
    Test: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: { LoadBalancerArn: ref('Balancer'), Port: 8080, Protocol: 'HTTP', DefaultActions: forward('Green') },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
    Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: 't3.micro' } } },
    Application: { Type: 'AWS::CodeDeploy::Application', Properties: { ApplicationName: 'my-own-app' } },
    ...both((color) => ({
      [`${color}Group`]: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: { Protocol: 'HTTP', Port: 80, HealthCheckPath: '/', HealthCheckIntervalSeconds: 10 },
      },
      [`${color}Fleet`]: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          ...{
            MinSize: 0,
            MaxSize: 2,
            DesiredCapacity: ref(`${color}Desired`),
            TargetGroupARNs: [ref(`${color}Group`)],
          },
          LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: 1 },
          Tags: [{ Key: 'bluegreen:color', Value: color.toLowerCase(), PropagateAtLaunch: true }],
        },
      },
      [`${color}Deployments`]: {
        Type: 'AWS::CodeDeploy::DeploymentGroup',
        Properties: {
          ...{ ApplicationName: ref('Application'), ServiceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
          ...{ AutoScalingGroups: [ref(`${color}Fleet`)], DeploymentConfigName: 'CodeDeployDefault.AllAtOnce' },
        },
      },
    })),
  },
  Outputs: {
    ApplicationLoadBalancerArn: { Value: ref('Balancer') },
    ListenerArn: { Value: ref('Production') },
    TestListenerArn: { Value: ref('Test') },
    ArtifactBucketName: { Value: ref('Bucket') },
    CodeDeployApplicationName: { Value: ref('Application') },
    ...both((color) => ({
      [`${color}TargetGroupArn`]: { Value: ref(`${color}Group`) },
      [`${color}TargetGroupName`]: { Value: { 'Fn::GetAtt': [`${color}Group`, 'TargetGroupName'] } },
      [`${color}AutoScalingGroupName`]: { Value: ref(`${color}Fleet`) },
      [`${color}DeploymentGroupName`]: { Value: ref(`${color}Deployments`) },
    })),
  },
};
const started = (template: string | object) => {
  const file = join(folder, 'template.json');
  writeFileSync(file, typeof template === 'string' ? template : JSON.stringify(template));
  return startSandbox({ port: 0, instances: 1, workers: 1, timeScale: 20, app: TINY_APP, template: file });
};

it('stands up from a template of one’s own, by the names it gives', async () => {
  const sandbox = await started(OWN);
  try {
    const environment = sandbox.environment();
    expect(environment).toMatchObject({
      CODEDEPLOY_APPLICATION_NAME: 'my-own-app',
      CODEDEPLOY_S3_BUCKET: 'my-own-bucket',
    });
    const { instances } = await sandbox.status();
    expect(instances.map(({ color, health }) => [color, health])).toEqual([
      ['blue', 'healthy'],
      ['green', 'healthy'],
    ]);
    const answer = await fetch(`http://${environment['ALB_DNS_NAME']}/`);
    expect(await answer.json()).toMatchObject({ color: 'blue' });
  } finally {
    await sandbox.stop();
  }
});

const fewer = { ...OWN.Outputs, ListenerArn: undefined };
it.each([
  ['no template', '{"Resources": ', /^template: Template format error: JSON not well-formed/],
  [
    'a parameter nobody gives',
    { ...OWN, Parameters: { ...OWN.Parameters, Colour: { Type: 'String' } } },
    'template: Parameters: [Colour] must have values',
  ],
  [
    'what fails',
    { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'NO' } } } },
    /^template: the stack .* came to nothing: B: Resource handler returned/,
  ],
  ['too few outputs', { ...OWN, Outputs: fewer }, 'template: it lacks outputs that the sandbox needs: ListenerArn.'],
])('refuses a template that is %s', async (_name, template, message) => {
  await expect(started(template)).rejects.toThrow(message);
});

it('says which template it cannot read', async () => {
  const template = join(folder, 'none.yaml');
  await expect(startSandbox({ port: 0, empty: true, template })).rejects.toThrow(
    `template: ${template} cannot be read (ENOENT).`,
  );
});
