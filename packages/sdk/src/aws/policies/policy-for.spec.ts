import { declaredCalls, type PortName } from '../iam-actions.js';
import { policyFor, type PolicyStatement } from './policy-for.js';
import { listenerPath, policyNames } from './policy-names.js';
import { SURFACES, USES } from './surfaces.js';

const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-Appli-A/0123456789abcdef/fedcba9876543210';
const NAMES = policyNames({
  project: 'shop',
  environment: 'production',
  account: '123456789012',
  region: 'eu-west-1',
  listeners: [listenerPath(LISTENER)],
});

const statements = (surface: (typeof SURFACES)[number]) => policyFor(surface, NAMES).Statement;
const granting = (all: readonly PolicyStatement[], action: string) =>
  all.filter((each) => each.Action.includes(action));

describe('policyFor', () => {
  it('grants the pipeline each action that a port declares, once for each place', () => {
    const declared = new Set(Object.values(declaredCalls).flatMap((calls) => Object.values(calls).flat() as string[]));
    declared.delete('sts:GetCallerIdentity');
    const granted = new Set(statements('gitlab').flatMap((each) => each.Action));
    expect([...granted].sort()).toEqual([...declared].sort());
  });

  it('decides about every port, so that a new one is granted to nobody by accident', () => {
    const ports = Object.keys(declaredCalls) as PortName[];
    const decided = new Set(Object.values(USES).flatMap((uses) => Object.keys(uses)));
    expect(ports.filter((port) => !decided.has(port))).toEqual([]);
  });

  it.each([
    ['elasticloadbalancing:ModifyListener', [LISTENER]],
    ['elasticloadbalancing:ModifyRule', [`${LISTENER.replace(':listener/', ':listener-rule/')}/*`]],
    ['codedeploy:StopDeployment', ['*']],
    [
      'codedeploy:RegisterApplicationRevision',
      ['arn:aws:codedeploy:eu-west-1:123456789012:application:shop-production-app'],
    ],
    [
      'codedeploy:CreateDeployment',
      ['blue', 'green'].map(
        (color) =>
          `arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:shop-production-app/shop-production-app-${color}-dg`,
      ),
    ],
    [
      'autoscaling:UpdateAutoScalingGroup',
      ['blue', 'green'].map(
        (color) =>
          `arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:*:autoScalingGroupName/shop-production-${color}-asg`,
      ),
    ],
    ['cloudformation:DescribeStacks', ['arn:aws:cloudformation:eu-west-1:123456789012:stack/shop-production/*']],
    ['s3:ListBucket', ['arn:aws:s3:::bluegreen-codedeploy-artifacts-123456789012']],
    ['s3:AbortMultipartUpload', ['arn:aws:s3:::bluegreen-codedeploy-artifacts-123456789012/releases/*']],
  ])('allows %s on %j alone', (action, resources) => {
    expect(granting(statements('gitlab'), action).map((each) => each.Resource)).toEqual([resources]);
  });

  it.each(['slack', 'console'] as const)('lets %s keep lease and journal, and publish no bundle', (surface) => {
    const writes = granting(statements(surface), 's3:PutObject').flatMap((each) => each.Resource);
    expect(writes).toEqual(['arn:aws:s3:::bluegreen-codedeploy-artifacts-123456789012/state/shop/production/*']);
    expect(granting(statements(surface), 'elasticloadbalancing:ModifyListener')).toHaveLength(1);
  });

  it('lets hosts read bundles and report, and nothing else', () => {
    expect(
      statements('instance')
        .flatMap((each) => each.Action)
        .sort(),
    ).toEqual([
      'cloudwatch:PutMetricData',
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:ListBucket',
    ]);
    expect(granting(statements('instance'), 'cloudwatch:PutMetricData')[0]!.Condition).toEqual({
      StringEquals: { 'cloudwatch:namespace': 'CWAgent' },
    });
  });

  it.each(SURFACES)('never lets %s delete, pass roles, or write to anything', (surface) => {
    for (const { Action, Resource, Condition } of statements(surface)) {
      expect(Action.filter((action) => /:Delete|:PassRole|\*/.test(action))).toEqual([]);
      const changes = Action.filter((action) => !/:(Describe|List|Get|BatchGet|StopDeployment)/.test(action));
      if (Resource.includes('*') && !Condition) expect(changes).toEqual([]);
    }
  });

  it.each(SURFACES)('has one Sid a statement for %s, and the same text each time', (surface) => {
    const sids = statements(surface).map((each) => each.Sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid))).toBe(true);
    expect(JSON.stringify(policyFor(surface, NAMES))).toBe(JSON.stringify(policyFor(surface, { ...NAMES })));
  });
});

describe('policyNames', () => {
  it('takes the load balancers that CloudFormation could have made for the stack when no listener is known', () => {
    const names = policyNames({
      project: 'shop',
      environment: 'production',
      account: '123456789012',
      region: 'eu-west-1',
    });
    const [modify] = granting(policyFor('gitlab', names).Statement, 'elasticloadbalancing:ModifyListener');
    expect(modify!.Resource).toEqual(['arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-p-*']);
  });

  it('refuses an ARN that is no listener’s', () => {
    expect(() => listenerPath('arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/0a')).toThrow(
      'is not the ARN of a listener',
    );
  });
});
