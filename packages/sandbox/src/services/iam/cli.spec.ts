import { startGateway, type Gateway } from '../../gateway.js';
import { createCredentialBook } from '../../signature/credentials.js';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.js';
import { createIam } from './index.js';
import { guideUser } from './testing/guide-user.js';

const account = '123456789012';
let gateway: Gateway;
beforeAll(async () => {
  const credentials = createCredentialBook({ account });
  const { service } = createIam({
    clock: { now: () => Date.now() },
    account,
    credentials,
    initial: guideUser(account),
  });
  gateway = await startGateway({ services: [service], credentials });
});
afterAll(() => gateway.close());

// Needs the `aws` command; the JavaScript client proves the same calls where it is missing.
const withCli = hasAwsCli ? it : it.skip;

withCli(
  'answers the aws command: documents come back as they went in',
  async () => {
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    const trust = { Version: '2012-10-17', Statement };
    const iam = async (...words: string[]) => JSON.parse(await awsCli(gateway.endpoint, ['iam', ...words])) as unknown;
    const create = ['create-role', '--role-name', 'host', '--assume-role-policy-document', JSON.stringify(trust)];
    expect(await iam(...create)).toMatchObject({ Role: { RoleName: 'host', AssumeRolePolicyDocument: trust } });
    const read = [
      'get-user-policy',
      '--user-name',
      'gitlab-deployment-user',
      '--policy-name',
      'CustomDeploymentPolicy',
    ];
    expect(await iam(...read)).toMatchObject({ PolicyDocument: { Version: '2012-10-17' } });
    const source = `arn:aws:iam::${account}:user/gitlab-deployment-user`;
    const simulate = ['simulate-principal-policy', '--policy-source-arn', source, '--action-names', 's3:DeleteObject'];
    expect(await iam(...simulate)).toMatchObject({ EvaluationResults: [{ EvalDecision: 'implicitDeny' }] });
  },
  60_000,
);
