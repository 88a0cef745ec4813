import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createPublicKey, verify, type JsonWebKeyInput } from 'node:crypto';
import { startGateway, type Gateway } from '../gateway.js';
import { createIam } from '../services/iam/index.js';
import type { WireInput } from '../services/service.js';
import { createOidcIssuer, createSts } from '../services/sts/index.js';
import { createCredentialBook } from '../signature/credentials.js';
import { controlOf } from './control-client.js';
import { controlEndpoint, type ControlActions } from './control-endpoint.js';
import { identityControl } from './identity-control.js';

const account = '123456789012';
const clock = { now: () => Date.now() };
const SUB = 'project_path:web/shop:ref_type:branch:ref:main';

let gateway: Gateway;
beforeAll(async () => {
  const credentials = createCredentialBook({ account });
  const iam = createIam({ clock, account, credentials });
  const issuer = createOidcIssuer(clock);
  const { service } = createSts({ clock, account, credentials, identities: iam.identities, issuer });
  const control = controlEndpoint({ ...identityControl(issuer, () => gateway.endpoint) } as ControlActions);
  gateway = await startGateway({ services: [service], credentials, control });

  const call = { requestId: 'r', region: '', account, accessKeyId: null, callerArn: 'x', signal: AbortSignal.any([]) };
  const ask = (name: string, input: WireInput) => iam.service.operations[name]!.handle(input, call);
  const host = `${new URL(gateway.endpoint).host}/_bluegreen/oidc`;
  await ask('CreateOpenIDConnectProvider', { Url: `http://${host}`, ClientIDList: ['bluegreen'] });
  const Statement = {
    ...{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity' },
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
    Condition: { StringEquals: { [`${host}:sub`]: SUB, [`${host}:aud`]: 'bluegreen' } },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await ask('CreateRole', { RoleName: 'deployer', AssumeRolePolicyDocument });
});
afterAll(() => gateway.close());

const mint = (request: { sub?: string; issuer?: string } = {}) =>
  controlOf(gateway.endpoint).mintIdentityToken({ sub: SUB, aud: 'bluegreen', ...request });
const read = async (path: string) => (await fetch(`${gateway.endpoint}/_bluegreen/oidc/${path}`)).json();

it('publishes where its keys are, and the key that its tokens are signed with', async () => {
  const configuration = (await read('.well-known/openid-configuration')) as { issuer: string; jwks_uri: string };
  expect(configuration.issuer).toBe(`${gateway.endpoint}/_bluegreen/oidc`);
  const { keys } = (await (await fetch(configuration.jwks_uri)).json()) as { keys: [JsonWebKeyInput['key']] };
  const [head = '', payload = '', signature = ''] = (await mint()).split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toMatchObject({ alg: 'RS256', kid: keys[0].kid });
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    iss: configuration.issuer,
    ...{ sub: SUB, aud: 'bluegreen', project_path: 'web/shop', namespace_path: 'web', ref: 'main' },
  });
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  const signed = Buffer.from(`${head}.${payload}`);
  expect(verify('sha256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
});

it('mints tokens that open a session of the role that trusts them, and of no other subject', async () => {
  const client = (credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string }) =>
    new STSClient({ endpoint: gateway.endpoint, region: 'us-east-1', maxAttempts: 1, credentials });
  const assume = (WebIdentityToken: string) =>
    client().send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: `arn:aws:iam::${account}:role/deployer`,
        RoleSessionName: 'job-1',
        WebIdentityToken,
      }),
    );
  const { Credentials } = await assume(await mint());
  const session = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  expect((await client(session).send(new GetCallerIdentityCommand({}))).Arn).toMatch(/assumed-role\/deployer\/job-1$/);
  await expect(assume(await mint({ sub: `${SUB}2` }))).rejects.toMatchObject({ name: 'AccessDenied' });
});

it.each([
  ['no subject', { sub: '' }, /sub/],
  ['an issuer that is no address', { issuer: 'gitlab' }, /issuer/],
])('mints nothing for %s', async (_name, request, message) => {
  await expect(mint(request)).rejects.toThrow(message);
});
