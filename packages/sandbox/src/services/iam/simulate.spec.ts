import {
  IAMClient,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { startGateway, type Gateway } from '../../gateway.js';
import { createCredentialBook, DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { createIam } from './index.js';
import { guideUser } from './testing/guide-user.js';

const account = '123456789012';
const UserName = 'gitlab-deployment-user';
const PolicySourceArn = `arn:aws:iam::${account}:user/${UserName}`;
const BUCKET = 'arn:aws:s3:::bluegreen-codedeploy-artifacts-1';
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

let gateway: Gateway;
let client: IAMClient;
beforeEach(async () => {
  const credentials = createCredentialBook({ account });
  const initial = guideUser(account);
  const { service } = createIam({ clock: { now: () => Date.now() }, account, credentials, initial });
  gateway = await startGateway({ services: [service], credentials });
  client = new IAMClient({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
});
afterEach(() => gateway.close());

async function decisions(input: { ActionNames: string[]; ResourceArns?: string[] }) {
  const answer = await client.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ...input }));
  return answer.EvaluationResults?.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision]);
}

it('judges every action on every resource', async () => {
  const PolicyDocument = document({ Effect: 'Deny', Action: 's3:PutObject', Resource: `${BUCKET}/sealed/*` });
  await client.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  const ActionNames = ['s3:PutObject', 's3:DeleteObject'];
  expect(await decisions({ ActionNames, ResourceArns: [`${BUCKET}/a`, `${BUCKET}/sealed/a`] })).toEqual([
    ['s3:PutObject', 'allowed'],
    ['s3:PutObject', 'explicitDeny'],
    ['s3:DeleteObject', 'implicitDeny'],
    ['s3:DeleteObject', 'implicitDeny'],
  ]);
  expect(await decisions({ ActionNames: ['codedeploy:StopDeployment', 'codedeploy:GetDeployment'] })).toEqual([
    ['codedeploy:StopDeployment', 'allowed'],
    ['codedeploy:GetDeployment', 'implicitDeny'],
  ]);
});

it('takes documents, a boundary and condition keys as they are given', async () => {
  const Condition = { StringEquals: { 'aws:RequestTag/team': 'web' } };
  const simulated = async (team: string, boundary: string[] = []) => {
    const answer = await client.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [document({ Effect: 'Allow', Action: 'ec2:*', Resource: '*', Condition })],
        PermissionsBoundaryPolicyInputList: boundary,
        ActionNames: ['ec2:CreateTags'],
        ContextEntries: [{ ContextKeyName: 'aws:RequestTag/team', ContextKeyType: 'string', ContextKeyValues: [team] }],
      }),
    );
    return answer.EvaluationResults?.[0]?.EvalDecision;
  };
  expect(await simulated('web')).toBe('allowed');
  expect(await simulated('ops')).toBe('implicitDeny');
  expect(await simulated('web', [document({ Effect: 'Allow', Action: 's3:*', Resource: '*' })])).toBe('implicitDeny');
});

it.each([
  [
    'a user that is not there',
    { PolicySourceArn: `${PolicySourceArn}2`, ActionNames: ['s3:*'] },
    'NoSuchEntityException',
  ],
  ['no action', { PolicySourceArn, ActionNames: [] }, 'InvalidInputException'],
  ['an action without a service', { PolicySourceArn, ActionNames: ['GetObject'] }, 'InvalidInputException'],
  ['a broken document', { PolicySourceArn, ActionNames: ['s3:*'], PolicyInputList: ['{'] }, 'InvalidInputException'],
])('refuses %s', async (_name, input, name) => {
  await expect(client.send(new SimulatePrincipalPolicyCommand(input))).rejects.toMatchObject({
    name,
  });
});
