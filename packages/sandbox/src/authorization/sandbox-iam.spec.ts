import { CreateLaunchTemplateCommand, DescribeLaunchTemplatesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateAccessKeyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { DEFAULT_KEY_PAIR } from '../signature/credentials.js';

const ISSUER = 'https://gitlab.example';
const SUB = 'project_path:web/shop:ref_type:branch:ref:main';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, instances: 0, empty: true, ownHosts: false, iam: 'enforce' });
});
afterAll(() => sandbox.stop());

type Pair = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const settings = (credentials: Pair = DEFAULT_KEY_PAIR) => ({
  ...{ endpoint: sandbox.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 },
});
const describeAs = (pair?: Pair) =>
  new ElasticLoadBalancingV2Client(settings(pair)).send(new DescribeLoadBalancersCommand({}));

/** What a CI job does: a role that trusts its server, a token of that server, a session of the role. */
async function session(Action: string, Policy?: string): Promise<Pair> {
  const iam = new IAMClient(settings());
  const RoleName = Action.replace(/\W/g, '-');
  const { OpenIDConnectProviderArn: Federated } = await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: `${ISSUER}/${RoleName}`, ClientIDList: ['bluegreen'] }),
  );
  const Condition = { StringLike: { [`gitlab.example/${RoleName}:sub`]: 'project_path:web/shop:*' } };
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated }, Condition };
  const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  const PolicyDocument = document({ Effect: 'Allow', Action, Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
  const issuer = `${ISSUER}/${RoleName}`;
  const { Credentials } = await new STSClient(settings()).send(
    new AssumeRoleWithWebIdentityCommand({
      ...{ RoleArn: Role?.Arn, RoleSessionName: 'job-1', Policy },
      WebIdentityToken: await sandbox.mintIdentityToken({ sub: SUB, aud: 'bluegreen', issuer }),
    }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken,
  };
}

it('lets a job do what its role may, and notes the action and the verdict of each call', async () => {
  await describeAs(await session('elasticloadbalancing:Describe*'));
  const refused = session('s3:*').then(describeAs);
  await expect(refused).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(/assumed-role\/s3--\/job-1 is not authorized to perform: elasticloadbalancing:Desc/),
  });
  const action = 'elasticloadbalancing:DescribeLoadBalancers';
  const demands = [{ action, resources: ['*'] }];
  const calls = sandbox.calls().filter(({ service }) => service === 'elasticloadbalancing');
  expect(calls).toMatchObject([
    { action, demands, verdict: { allowed: true }, status: 200 },
    { action, demands, verdict: { allowed: false, reason: 'implicit-deny', action, resource: '*' }, status: 403 },
  ]);
});

it('keeps a session to the policy it was opened with', async () => {
  const Statement = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
  const narrow = session('*', JSON.stringify({ Version: '2012-10-17', Statement }));
  await expect(narrow.then(describeAs)).rejects.toMatchObject({
    message: expect.stringContaining('because no session policy allows'),
  });
});

it('refuses nothing to the key pair it was started with', async () => {
  await expect(describeAs()).resolves.toBeDefined();
});

it('remembers users with their keys, and templates, in its state folder', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'bluegreen-iam-state-'));
  const start = () => startSandbox({ port: 0, instances: 0, empty: true, ownHosts: false, stateDir });
  const at = (endpoint: string, credentials: Pair = DEFAULT_KEY_PAIR) => ({ ...settings(credentials), endpoint });
  try {
    const first = await start();
    await new IAMClient(at(first.endpoint)).send(new CreateUserCommand({ UserName: 'ann' }));
    const { AccessKey } = await new IAMClient(at(first.endpoint)).send(new CreateAccessKeyCommand({ UserName: 'ann' }));
    await new EC2Client(at(first.endpoint)).send(
      new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData: { InstanceType: 't3.micro' } }),
    );
    await first.stop();

    const second = await start();
    const pair = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
    const [{ Arn }, { LaunchTemplates }] = await Promise.all([
      new STSClient(at(second.endpoint, pair)).send(new GetCallerIdentityCommand({})),
      new EC2Client(at(second.endpoint)).send(new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: ['web'] })),
    ]).finally(() => second.stop());
    expect([Arn, LaunchTemplates?.length]).toEqual(['arn:aws:iam::123456789012:user/ann', 1]);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
});

it.each([
  [{ iam: 'strict' as 'log' }, /iam must be enforce, log or off/],
  [{ instances: 0 }, /instances: 0 leaves nothing to deploy the app to/],
])('does not start with %j', async (options, message) => {
  await expect(startSandbox({ port: 0, ...options })).rejects.toThrow(message);
});
