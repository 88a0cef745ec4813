import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  ListUserPoliciesCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { startGateway, type Gateway } from '../../gateway.js';
import { createCredentialBook, DEFAULT_KEY_PAIR, type CredentialBook } from '../../signature/credentials.js';
import { createIam, type Iam } from './index.js';
import { guideUser } from './testing/guide-user.js';

const account = '123456789012';
const clock = { now: () => Date.now() };

let gateway: Gateway;
let credentials: CredentialBook;
let iam: Iam;
let saves: number;
let client: IAMClient;
beforeEach(async () => {
  saves = 0;
  credentials = createCredentialBook({ account });
  const initial = guideUser(account);
  iam = createIam({ clock, account, credentials, initial, onChange: () => (saves += 1) });
  gateway = await startGateway({ services: [iam.service], credentials });
  client = clientWith(DEFAULT_KEY_PAIR);
});
afterEach(() => gateway.close());

function clientWith(pair: { accessKeyId: string; secretAccessKey: string }) {
  return new IAMClient({ endpoint: gateway.endpoint, region: 'us-east-1', credentials: pair, maxAttempts: 1 });
}

const UserName = 'gitlab-deployment-user';
const RoleName = 'deployer';
const trust = (principal: object = { Service: 'ec2.amazonaws.com' }) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
const allowing = (Action: string | string[], Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const createRole = () => client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust() }));

describe('what the guide reads', () => {
  it('shows the deployment user with its inline and attached policies', async () => {
    expect((await client.send(new GetUserCommand({}))).User).toMatchObject({
      UserName,
      Arn: `arn:aws:iam::${account}:user/${UserName}`,
    });
    expect((await client.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual([
      'CustomDeploymentPolicy',
    ]);
    const attached = await client.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(attached).toMatchObject({
      IsTruncated: false,
      AttachedPolicies: [{ PolicyName: 'CloudWatchLogsFullAccess' }],
    });
    const PolicyArn = attached.AttachedPolicies?.[0]?.PolicyArn;
    expect((await client.send(new GetPolicyCommand({ PolicyArn }))).Policy).toMatchObject({
      AttachmentCount: 1,
      DefaultVersionId: 'v1',
    });
    const version = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(JSON.parse(decodeURIComponent(version.PolicyVersion?.Document ?? ''))).toMatchObject({
      Version: '2012-10-17',
    });
  });

  it('sends the inline document URL-encoded', async () => {
    const answer = await client.send(new GetUserPolicyCommand({ UserName, PolicyName: 'CustomDeploymentPolicy' }));
    expect(answer.PolicyDocument).toMatch(/^%7B%22Version%22/);
    expect(decodeURIComponent(answer.PolicyDocument ?? '')).toContain(
      'arn:aws:codedeploy:*:*:application:bluegreen-deployment-*',
    );
  });
});

describe('a role', () => {
  it('lives from create to delete, with inline, attached and trust policies and tags', async () => {
    const { Role } = await client.send(
      new CreateRoleCommand({
        RoleName,
        Path: '/ci/',
        AssumeRolePolicyDocument: trust(),
        MaxSessionDuration: 7200,
        Tags: [{ Key: 'team', Value: 'web' }],
      }),
    );
    expect(Role).toMatchObject({
      Arn: `arn:aws:iam::${account}:role/ci/${RoleName}`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      MaxSessionDuration: 7200,
    });
    await client.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allowing('s3:GetObject') }),
    );
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
    await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await client.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'ops' }] }));
    const changed = trust({ AWS: '*' });
    await client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: changed }));

    const shown = (await client.send(new GetRoleCommand({ RoleName }))).Role;
    expect(decodeURIComponent(shown?.AssumeRolePolicyDocument ?? '')).toBe(changed);
    expect((await client.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([{ Key: 'team', Value: 'ops' }]);
    expect((await client.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['p']);
    expect((await client.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
      { PolicyName: 'AmazonSSMManagedInstanceCore', PolicyArn },
    ]);

    await expect(client.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
      $metadata: { httpStatusCode: 409 },
    });
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await expect(client.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      message: 'Cannot delete entity, must delete policies first.',
    });
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
    await client.send(new DeleteRoleCommand({ RoleName }));
    expect((await client.send(new ListRolesCommand({}))).Roles).toEqual([]);
    expect(saves).toBe(8);
  });

  it.each([
    ['no JSON', '{', 'This policy contains invalid Json'],
    ['a resource', JSON.stringify({ Statement: [{ ...JSON.parse(trust()).Statement[0], Resource: '*' }] }), /Resource/],
    ['a user that is not there', trust({ AWS: `arn:aws:iam::${account}:user/nobody` }), /Invalid principal in policy/],
  ])('refuses a trust policy with %s', async (_name, AssumeRolePolicyDocument, message) => {
    await expect(client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect((await client.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  it('refuses more policy than a role may hold', async () => {
    await createRole();
    const PolicyDocument = allowing(Array.from({ length: 500 }, (_, index) => `s3:GetObject${index}0000000`));
    await expect(
      client.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument })),
    ).rejects.toMatchObject({ name: 'LimitExceededException', message: expect.stringContaining('10240') });
  });
});

describe('a user', () => {
  it('signs with its access key until that is inactive or deleted', async () => {
    await client.send(new CreateUserCommand({ UserName: 'ann' }));
    const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
    const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
    const own = clientWith({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
    const whoAmI = async () => (await own.send(new GetUserCommand({}))).User?.UserName;

    await expect(whoAmI()).resolves.toBe('ann');
    await client.send(new UpdateAccessKeyCommand({ UserName: 'ann', AccessKeyId, Status: 'Inactive' }));
    await expect(whoAmI()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await client.send(new UpdateAccessKeyCommand({ UserName: 'ann', AccessKeyId, Status: 'Active' }));
    await expect(whoAmI()).resolves.toBe('ann');

    await expect(client.send(new DeleteUserCommand({ UserName: 'ann' }))).rejects.toMatchObject({
      message: 'Cannot delete entity, must delete access keys first.',
    });
    await client.send(new DeleteAccessKeyCommand({ UserName: 'ann', AccessKeyId }));
    await expect(whoAmI()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await client.send(new DeleteUserCommand({ UserName: 'ann' }));
  });

  it('holds at most two keys, whose secrets are shown once', async () => {
    await client.send(new CreateUserCommand({ UserName: 'ann' }));
    const another = () => client.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
    await another();
    await another();
    await expect(another()).rejects.toMatchObject({ name: 'LimitExceededException' });
    const { AccessKeyMetadata } = await client.send(new ListAccessKeysCommand({ UserName: 'ann' }));
    expect(AccessKeyMetadata).toHaveLength(2);
    expect(JSON.stringify(AccessKeyMetadata)).not.toContain('Secret');
  });
});

it('pages by marker', async () => {
  for (const name of ['a1', 'b2', 'c3']) {
    await client.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust() }));
  }
  const first = await client.send(new ListRolesCommand({ MaxItems: 2 }));
  const second = await client.send(new ListRolesCommand({ MaxItems: 2, Marker: first.Marker }));
  expect([first, second].map(({ Roles, IsTruncated }) => [Roles?.map((role) => role.RoleName), IsTruncated])).toEqual([
    [['a1', 'b2'], true],
    [['c3'], false],
  ]);
});

it('comes back from a snapshot with keys that work', async () => {
  await client.send(new CreateUserCommand({ UserName: 'ann' }));
  const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  await createRole();
  const saved = JSON.parse(JSON.stringify(iam.snapshot())) as object;

  const book = createCredentialBook({ account });
  const again = createIam({ clock, account, credentials: book });
  await again.restore(saved);
  expect(again.snapshot()).toEqual(saved);
  expect(book.find(AccessKey?.AccessKeyId ?? '')).toMatchObject({
    secretAccessKey: AccessKey?.SecretAccessKey,
    principal: { kind: 'user', arn: `arn:aws:iam::${account}:user/ann` },
  });
});

it.each([
  [
    'user',
    () => new GetUserPolicyCommand({ UserName: 'nobody', PolicyName: 'x' }),
    'The user with name nobody cannot be found.',
  ],
  [
    'inline policy',
    () => new GetUserPolicyCommand({ UserName, PolicyName: 'x' }),
    'The user policy with name x cannot be found.',
  ],
  [
    'managed policy',
    () => new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/None' }),
    'Policy arn:aws:iam::aws:policy/None was not found.',
  ],
  ['role', () => new GetRoleCommand({ RoleName: 'constructor' }), 'The role with name constructor cannot be found.'],
])('answers NoSuchEntity for a missing %s', async (_name, command, message) => {
  await expect(client.send(command() as GetRoleCommand)).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message,
    $metadata: { httpStatusCode: 404 },
  });
});

it.each([
  ['role', async () => (await createRole(), createRole())],
  ['user', () => client.send(new CreateUserCommand({ UserName }))],
  [
    'policy',
    async () => {
      const command = { PolicyName: 'p', PolicyDocument: allowing('s3:GetObject') };
      await client.send(new CreatePolicyCommand(command));
      await client.send(new CreatePolicyCommand({ ...command, Path: '/elsewhere/' }));
    },
  ],
])('answers EntityAlreadyExists for a second %s of that name', async (_name, act) => {
  await expect(act()).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    $metadata: { httpStatusCode: 409 },
  });
});

it('keeps a managed policy while somebody holds it', async () => {
  await createRole();
  const { Policy } = await client.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: allowing('s3:*') }));
  const PolicyArn = Policy?.Arn;
  await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await expect(client.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await client.send(new DeletePolicyCommand({ PolicyArn }));
  await expect(client.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
