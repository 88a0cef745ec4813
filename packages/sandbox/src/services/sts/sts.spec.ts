import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { startGateway, type Gateway } from '../../gateway.js';
import { createCredentialBook, DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { createSts } from './index.js';

const account = '123456789012';
const RoleArn = `arn:aws:iam::${account}:role/deployer`;
const RoleSessionName = 'job-7';
let clockOffset = 0;
const clock = { now: () => Date.now() + clockOffset, after: () => () => undefined, sleep: () => Promise.resolve() };

let gateway: Gateway;
beforeEach(async () => {
  clockOffset = 0;
  const credentials = createCredentialBook({ account });
  const { service } = createSts({ clock, account, credentials, roles: () => [RoleArn] });
  gateway = await startGateway({ services: [service], credentials, account, clock });
});
afterEach(() => gateway.close());

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const client = (credentials: Keys = DEFAULT_KEY_PAIR) =>
  new STSClient({ endpoint: gateway.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
const token = (claims: object) =>
  ['{}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
const claims = { iss: 'https://gitlab.example', sub: 'project_path:a/b', aud: 'sts', exp: Date.now() / 1000 + 600 };

async function whoAmI(
  credentials: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } | undefined,
) {
  const keys = {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken,
  };
  return (await client(keys).send(new GetCallerIdentityCommand({}))).Arn;
}

it('names the caller', async () => {
  const answer = await client().send(new GetCallerIdentityCommand({}));
  expect(answer).toMatchObject({ Account: account, Arn: `arn:aws:iam::${account}:user/gitlab-deployment-user` });
});

it('gives an assumed role a key pair that works until it expires', async () => {
  const { Credentials } = await client().send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName, DurationSeconds: 900 }),
  );
  await expect(whoAmI(Credentials)).resolves.toBe(`arn:aws:sts::${account}:assumed-role/deployer/job-7`);
  await expect(whoAmI({ ...Credentials, SessionToken: 'other' })).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  clockOffset = 901_000;
  await expect(whoAmI(Credentials)).rejects.toMatchObject({ name: 'ExpiredToken' });
});

it('takes an unsigned web identity, trailing newline and all', async () => {
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn,
    RoleSessionName,
    WebIdentityToken: `${token(claims)}\n`,
  });
  const answer = await fetch(gateway.endpoint, { method: 'POST', body: form });
  const text = await answer.text();
  expect([answer.status, text]).toEqual([
    200,
    expect.stringContaining('<SubjectFromWebIdentityToken>project_path:a/b<'),
  ]);
  const part = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(text)?.[1];
  const pair = {
    AccessKeyId: part('AccessKeyId'),
    SecretAccessKey: part('SecretAccessKey'),
    SessionToken: part('SessionToken'),
  };
  await expect(whoAmI(pair)).resolves.toBe(`arn:aws:sts::${account}:assumed-role/deployer/job-7`);
});

it.each([
  ['an expired token', { WebIdentityToken: token({ ...claims, exp: 1 }) }, 'ExpiredTokenException'],
  ['what is no token', { WebIdentityToken: 'nonsense' }, 'InvalidIdentityTokenException'],
  ['an unknown role', { RoleArn: `${RoleArn}-2` }, 'AccessDenied'],
  ['a session name of one letter', { RoleSessionName: 'x' }, 'ValidationError'],
  ['ten minutes', { DurationSeconds: 600 }, 'ValidationError'],
])('refuses %s', async (_name, change, code) => {
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn,
    RoleSessionName,
    WebIdentityToken: token(claims),
    ...change,
  });
  await expect(client().send(command)).rejects.toMatchObject({ name: code });
});
