import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { startGateway, type Gateway } from '../../gateway.js';
import { createCredentialBook, DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { createIam } from './index.js';

const account = '123456789012';
let gateway: Gateway;
let client: IAMClient;
beforeEach(async () => {
  const credentials = createCredentialBook({ account });
  const { service } = createIam({ clock: { now: () => Date.now() }, account, credentials });
  gateway = await startGateway({ services: [service], credentials });
  client = new IAMClient({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
});
afterEach(() => gateway.close());

it('keeps one role in an instance profile, and neither goes while they belong together', async () => {
  const [InstanceProfileName, RoleName] = ['hosts', 'host'];
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await client.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  await client.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  expect((await client.send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile).toMatchObject({
    Arn: `arn:aws:iam::${account}:instance-profile/hosts`,
    Roles: [{ RoleName }],
  });
  for (const command of [
    new DeleteRoleCommand({ RoleName }),
    new DeleteInstanceProfileCommand({ InstanceProfileName }),
  ]) {
    await expect(client.send(command as DeleteRoleCommand)).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    });
  }
  await expect(
    client.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName })),
  ).rejects.toMatchObject({ name: 'LimitExceededException' });
  await client.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
  await client.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  await client.send(new DeleteRoleCommand({ RoleName }));
});

it('registers an issuer under its host and path', async () => {
  const { OpenIDConnectProviderArn } = await client.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://gitlab.example/',
      ClientIDList: ['https://gitlab.example'],
    }),
  );
  expect(OpenIDConnectProviderArn).toBe(`arn:aws:iam::${account}:oidc-provider/gitlab.example`);
  expect(await client.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }))).toMatchObject({
    Url: 'gitlab.example',
    ClientIDList: ['https://gitlab.example'],
  });
  await expect(
    client.send(new CreateOpenIDConnectProviderCommand({ Url: 'https://gitlab.example' })),
  ).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
  await client.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
  expect((await client.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([]);
});

it.each(['http://gitlab.example', 'gitlab.example', 'https://gitlab.example?x=1'])(
  'takes no issuer %s',
  async (Url) => {
    await expect(client.send(new CreateOpenIDConnectProviderCommand({ Url }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
  },
);
