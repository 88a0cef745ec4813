import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { startGateway, type Gateway } from '../../gateway.js';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { createIam } from './index.js';
import { shippedIamFacts } from './shipped-facts.js';

let gateway: Gateway;
let client: IAMClient;
beforeAll(async () => {
  gateway = await startGateway({ services: [createIam(shippedIamFacts('123456789012', new Date())).service] });
  client = new IAMClient({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
});
afterAll(() => gateway.close());

const UserName = 'gitlab-deployment-user';

it('shows the deployment user with its inline and attached policies', async () => {
  expect((await client.send(new GetUserCommand({}))).User).toMatchObject({
    UserName,
    Arn: `arn:aws:iam::123456789012:user/${UserName}`,
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

it.each([
  [
    'user',
    () => client.send(new GetUserPolicyCommand({ UserName: 'nobody', PolicyName: 'x' })),
    'The user with name nobody cannot be found.',
  ],
  [
    'inline policy',
    () => client.send(new GetUserPolicyCommand({ UserName, PolicyName: 'x' })),
    'The user policy with name x cannot be found.',
  ],
  [
    'managed policy',
    () => client.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/None' })),
    /was not found/,
  ],
])('answers NoSuchEntity for a missing %s', async (_name, call, message) => {
  await expect(call()).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
    $metadata: { httpStatusCode: 404 },
  });
});
