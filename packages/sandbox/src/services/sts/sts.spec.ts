import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { createAuthorizer, type IamMode } from '../../authorization/index.js';
import { startGateway, type Gateway } from '../../gateway.js';
import { createCredentialBook, DEFAULT_KEY_PAIR, type CredentialBook } from '../../signature/credentials.js';
import { createIam, type Iam } from '../iam/index.js';
import type { WireInput } from '../service.js';
import { createOidcIssuer, createSts, type OidcIssuer } from './index.js';

const account = '123456789012';
const RoleArn = `arn:aws:iam::${account}:role/deployer`;
const RoleSessionName = 'job-7';
const ISSUER = 'https://gitlab.example';
const SUB = 'project_path:web/shop:ref_type:branch:ref:main';
let clockOffset = 0;
const clock = { now: () => Date.now() + clockOffset };

// A key takes a while to make; the issuer keeps nothing else.
const issuer: OidcIssuer = createOidcIssuer(clock);
let gateway: Gateway;
let credentials: CredentialBook;
let iam: Iam;

const call = {
  ...{ requestId: 'r', region: 'us-east-1', account, accessKeyId: null },
  ...{ callerArn: `arn:aws:iam::${account}:root`, signal: new AbortController().signal },
};
const ask = (operation: string, input: WireInput) => iam.service.operations[operation]!.handle(input, call) as object;
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

async function start(mode: IamMode = 'enforce') {
  credentials = createCredentialBook({ account });
  iam = createIam({ clock, account, credentials });
  const authorizer = createAuthorizer({ mode, account, identities: iam.identities });
  const { service } = createSts({ clock, account, credentials, identities: iam.identities, issuer, authorizer });
  gateway = await startGateway({ services: [service], credentials, account, clock, authorizer });
}

beforeEach(async () => {
  clockOffset = 0;
  await start();
});
afterEach(() => gateway.close());

function trusting(Principal: object, Condition?: object) {
  const statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole*', ...(Condition ? { Condition } : {}) };
  ask('CreateRole', { RoleName: 'deployer', AssumeRolePolicyDocument: document(statement) });
}

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const client = (pair: Keys = DEFAULT_KEY_PAIR) =>
  new STSClient({ endpoint: gateway.endpoint, region: 'us-east-1', credentials: pair, maxAttempts: 1 });

function user(UserName: string): Keys {
  ask('CreateUser', { UserName });
  const { AccessKey } = ask('CreateAccessKey', { UserName }) as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}

type Answered = { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } | undefined;
async function whoAmI(pair: Answered) {
  const keys = {
    accessKeyId: pair?.AccessKeyId ?? '',
    secretAccessKey: pair?.SecretAccessKey ?? '',
    sessionToken: pair?.SessionToken,
  };
  return (await client(keys).send(new GetCallerIdentityCommand({}))).Arn;
}

it('names the caller', async () => {
  const answer = await client().send(new GetCallerIdentityCommand({}));
  expect(answer).toMatchObject({ Account: account, Arn: `arn:aws:iam::${account}:user/gitlab-deployment-user` });
});

it('names even a caller whose policies deny everything', async () => {
  const ann = user('ann');
  const PolicyDocument = document({ Effect: 'Deny', Action: '*', Resource: '*' });
  ask('PutUserPolicy', { UserName: 'ann', PolicyName: 'p', PolicyDocument });
  await expect(client(ann).send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Arn: `arn:aws:iam::${account}:user/ann`,
  });
});

it('gives an assumed role a key pair that works until it expires', async () => {
  trusting({ AWS: account });
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

describe('AssumeRole by a user', () => {
  const assuming = document({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: RoleArn });
  const denying = document({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' });
  const self = { AWS: `arn:aws:iam::${account}:user/ann` };
  const whole = { AWS: `arn:aws:iam::${account}:root` };
  it.each([
    ['is trusted by name', self, null, true],
    ['is trusted by name but denied by its own policy', self, denying, false],
    ['belongs to a trusted account and is allowed', whole, assuming, true],
    ['belongs to a trusted account only', whole, null, false],
    ['is not trusted', { Service: 'ec2.amazonaws.com' }, assuming, false],
  ])('who %s', async (_name, Principal, PolicyDocument, works) => {
    const ann = user('ann');
    trusting(Principal);
    if (PolicyDocument) ask('PutUserPolicy', { UserName: 'ann', PolicyName: 'p', PolicyDocument });
    const assumed = client(ann).send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
    if (works) await expect(assumed).resolves.toBeDefined();
    else {
      await expect(assumed).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining(`is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`),
        $metadata: { httpStatusCode: 403 },
      });
    }
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  const Url = ISSUER;
  const withConditions = (sub = 'project_path:web/shop:*') => ({
    StringEquals: { 'gitlab.example:aud': 'https://gitlab.example' },
    StringLike: { 'gitlab.example:sub': sub },
  });
  const good = { issuer: ISSUER, sub: SUB, aud: 'https://gitlab.example' };

  function register(Condition: object = withConditions()) {
    ask('CreateOpenIDConnectProvider', { Url, ClientIDList: ['https://gitlab.example'] });
    trusting({ Federated: `arn:aws:iam::${account}:oidc-provider/gitlab.example` }, Condition);
  }

  it('takes an unsigned call, trailing newline and all', async () => {
    register();
    const form = new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn,
      RoleSessionName,
      WebIdentityToken: `${await issuer.mint(good)}\n`,
    });
    const answer = await fetch(gateway.endpoint, { method: 'POST', body: form });
    const text = await answer.text();
    expect([answer.status, text]).toEqual([
      200,
      expect.stringContaining(`<SubjectFromWebIdentityToken>${SUB}</SubjectFromWebIdentityToken>`),
    ]);
    const part = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(text)?.[1];
    const pair = {
      AccessKeyId: part('AccessKeyId'),
      SecretAccessKey: part('SecretAccessKey'),
      SessionToken: part('SessionToken'),
    };
    await expect(whoAmI(pair)).resolves.toBe(`arn:aws:sts::${account}:assumed-role/deployer/job-7`);
  });

  const assume = async (token: Partial<typeof good> & { expiresIn?: number }, further: object = {}) =>
    client().send(
      new AssumeRoleWithWebIdentityCommand({
        ...{ RoleArn, RoleSessionName, WebIdentityToken: await issuer.mint({ ...good, ...token }) },
        ...further,
      }),
    );

  it.each([
    ['an expired token', { expiresIn: -1 }, {}, 'ExpiredTokenException', /Token expired/],
    ['what is no token', {}, { WebIdentityToken: 'nonsense' }, 'InvalidIdentityTokenException', /not a valid JWT/],
    ['another issuer', { issuer: 'https://other.example' }, {}, 'InvalidIdentityTokenException', /No OpenIDConnect/],
    ['another audience', { aud: 'sts' }, {}, 'InvalidIdentityTokenException', /audience/],
    [
      'another project',
      { sub: 'project_path:web/else:ref_type:branch:ref:main' },
      {},
      'AccessDenied',
      /Not authorized/,
    ],
    ['an unknown role', {}, { RoleArn: `${RoleArn}-2` }, 'AccessDenied', /Not authorized/],
    [
      'a session name of one letter',
      {},
      { RoleSessionName: 'x' },
      'ValidationError',
      /RoleSessionName|roleSessionName/,
    ],
    ['ten minutes', {}, { DurationSeconds: 600 }, 'ValidationError', /900/],
    ['longer than the role allows', {}, { DurationSeconds: 7200 }, 'ValidationError', /MaxSessionDuration/],
    ['a broken session policy', {}, { Policy: '{}' }, 'MalformedPolicyDocumentException', /Syntax/],
  ])('refuses %s', async (_name, token, further, name, message) => {
    register();
    await expect(assume(token, further)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('refuses a token that somebody else signed, or nobody', async () => {
    register();
    const foreign = await createOidcIssuer(clock).mint(good);
    const [, payload] = foreign.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const WebIdentityToken of [foreign, unsigned]) {
      await expect(assume({}, { WebIdentityToken })).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
    }
  });

  it('refuses everybody where the trust policy asks for a subject that is not given so', async () => {
    register({ StringEquals: { 'gitlab.example:subject': SUB } });
    await expect(assume({})).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
