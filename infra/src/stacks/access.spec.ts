import type { PolicyDocument } from '@bluegreen/sdk';
import { policyFor } from '@bluegreen/sdk';
import { at, ofType, synthesize, textOf } from '../testing/synthesize.js';

const template = synthesize();
const resource = (id: string) => textOf(template).Resources[id]!;

/** A template's value with the given parameters: what CloudFormation would make of references, joins, subs and splits. */
function resolve(value: unknown, given: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, given));
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument]] = Object.entries(value) as [[string, never]];
  const inner = resolve(argument, given) as never;
  switch (name) {
    case 'Ref':
      return given[argument] ?? `<${argument as string}>`;
    case 'Fn::GetAtt':
      return `<${(argument as string[]).join('.')}>`;
    case 'Fn::Join':
      return (inner as [string, string[]])[1].join((inner as [string])[0]);
    case 'Fn::Select':
      return (inner as [number, string[]])[1][(inner as [number])[0]];
    case 'Fn::Split':
      return (inner as [string, string])[1].split((inner as [string])[0]);
    case 'Fn::If':
      return (inner as unknown[])[2];
    case 'Fn::Sub': {
      const [text, variables] = inner as [string, Record<string, string>];
      return text.replace(/\$\{(\w+)\}/g, (_all, key: string) => variables[key] ?? `<${key}>`);
    }
    default:
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, given)]));
  }
}

/** Each action with each resource that a document allows. */
function grants(document: unknown): string[] {
  return (document as PolicyDocument).Statement.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) => Resource.map((each) => `${action} ${each} ${JSON.stringify(Condition)}`)),
  );
}

/** IAM takes one action or resource with or without a list around it. */
function listed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, member: unknown) =>
    (key === 'Action' || key === 'Resource') && !Array.isArray(member) ? [member] : member,
  );
}

const GIVEN = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '123456789012',
  'AWS::StackName': 'shop-production',
  ProjectName: 'shop',
  Environment: 'production',
  ArtifactBucket: 'the-bucket',
  ApplicationLoadBalancerHttpListener:
    'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-Appli-A/0a/0b',
  GitLabUrl: 'https://git.example.org',
  GitLabProjectPath: 'shop/web',
  GitLabBranches: 'main',
  GitLabProviderArn: 'arn:aws:iam::123456789012:oidc-provider/git.example.org',
};
const NAMES = {
  partition: 'aws',
  region: 'eu-west-1',
  account: '123456789012',
  stack: 'shop-production',
  application: 'shop-production-app',
  deploymentGroups: ['shop-production-app-*-dg'],
  autoScalingGroups: ['shop-production-*-asg'],
  bucket: 'the-bucket',
  statePrefix: 'state/shop/production',
  listeners: ['app/shop-Appli-A/0a/0b'],
};

describe('the pipeline', () => {
  it('comes in with a job’s token of that project and branch, for this GitLab, and in no other way', () => {
    const trust = resolve(resource('DeployRole').Properties.AssumeRolePolicyDocument, GIVEN) as string;
    expect(JSON.parse(trust)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: GIVEN.GitLabProviderArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'git.example.org:aud': 'https://git.example.org' },
            StringLike: { 'git.example.org:sub': 'project_path:shop/web:ref_type:branch:ref:main' },
          },
        },
      ],
    });
  });

  it('lets nobody in while no project is named: a token always has one', () => {
    const trust = resolve(resource('DeployRole').Properties.AssumeRolePolicyDocument, {
      ...GIVEN,
      GitLabProjectPath: '',
    });
    expect(trust).toContain('"project_path::ref_type:branch:ref:main"');
  });

  it('makes the identity provider unless the account has it', () => {
    expect(resource('GitLabProvider')).toMatchObject({
      Condition: 'ProviderWanted',
      Properties: { Url: { Ref: 'GitLabUrl' }, ClientIdList: [{ Ref: 'GitLabUrl' }] },
    });
    expect(textOf(template).Conditions['ProviderWanted']).toEqual({ 'Fn::Equals': [{ Ref: 'GitLabProviderArn' }, ''] });
  });

  it('may do what the SDK computes, between the operators’ policy and the guide’s inline one, and nothing else', () => {
    const documents = ['OperatorPolicy', 'DeploymentPolicy'].map((id) => resource(id).Properties['PolicyDocument']);
    const granted = documents.flatMap((document) => grants(resolve(document, GIVEN)));
    expect(new Set(granted)).toEqual(new Set(grants(policyFor('gitlab', NAMES))));
  });

  it.each(['DeployRole', 'DeploymentUser'])('has both policies as %s', (id) => {
    expect(resource(id).Properties['ManagedPolicyArns']).toContainEqual({ Ref: 'OperatorPolicy' });
    const { PolicyName, Roles, Users } = resource('DeploymentPolicy').Properties;
    expect(PolicyName).toBe('CustomDeploymentPolicy');
    expect(Roles).toEqual([{ Ref: 'DeployRole' }]);
    expect(Users).toEqual({ 'Fn::If': ['UserWanted', [{ Ref: 'DeploymentUser' }], { Ref: 'AWS::NoValue' }] });
  });

  it('has the guide’s user only when asked for, without a key', () => {
    expect(resource('DeploymentUser')).toMatchObject({
      Condition: 'UserWanted',
      Properties: {
        UserName: 'gitlab-deployment-user',
      },
    });
    expect(resolve(at(resource('DeploymentUser').Properties, 'ManagedPolicyArns', 0), GIVEN)).toBe(
      'arn:aws:iam::aws:policy/CloudWatchLogsFullAccess',
    );
    expect(at(textOf(template).Parameters, 'CreateIamUser', 'Default')).toBe('no');
    template.resourceCountIs('AWS::IAM::AccessKey', 0);
  });
});

describe('the others', () => {
  it('are the bot and the console with one policy', () => {
    expect(resolve(resource('OperatorPolicy').Properties.PolicyDocument, GIVEN)).toEqual(policyFor('slack', NAMES));
    expect(policyFor('slack', NAMES)).toEqual(policyFor('console', NAMES));
  });

  it('are the hosts with theirs, and sessions through Systems Manager', () => {
    const { Policies, ManagedPolicyArns } = resource('HostRole').Properties;
    const computed = [{ PolicyName: 'Host', PolicyDocument: policyFor('instance', NAMES) }];
    expect(listed(resolve(Policies, GIVEN))).toEqual(listed(computed));
    expect(resolve(ManagedPolicyArns, GIVEN)).toEqual(['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore']);
  });

  it('may write their logs where the stack’s log groups are', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup').map(({ Properties }) =>
      resolve(Properties['LogGroupName'], GIVEN),
    );
    expect(groups.sort()).toEqual(
      ['application', 'connections', 'deployment', 'nginx'].map((name) => `/bluegreen/shop-production/${name}`),
    );
  });
});

describe('policies fit, with the longest names that the parameters allow', () => {
  const longest = {
    ...GIVEN,
    'AWS::Partition': 'aws-us-gov',
    'AWS::Region': 'ap-southeast-99',
    'AWS::StackName': 's'.repeat(128),
    ProjectName: 'p'.repeat(32),
    Environment: 'e'.repeat(16),
    ArtifactBucket: 'b'.repeat(63),
    ApplicationLoadBalancerHttpListener: `x:listener/app/${'l'.repeat(32)}/0123456789abcdef/0123456789abcdef`,
  };

  // IAM counts what is inline on one user or role together, without white space.
  it.each([
    ['a user’s inline policy', 'DeploymentPolicy', ['PolicyDocument'], 2_048],
    ['a managed policy', 'OperatorPolicy', ['PolicyDocument'], 6_144],
    ['the hosts’ inline policy', 'HostRole', ['Policies', 0, 'PolicyDocument'], 10_240],
  ] as const)('%s', (_name, id, path, most) => {
    const document = resolve(at(resource(id).Properties, ...path), longest);
    expect(JSON.stringify(document).length).toBeLessThanOrEqual(most);
  });
});
