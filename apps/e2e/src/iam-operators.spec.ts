import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, CreateDeploymentCommand, waitUntilDeploymentSuccessful } from '@aws-sdk/client-codedeploy';
import { AttachRolePolicyCommand, CreateRoleCommand, GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { startSlackFake } from '@bluegreen/slack-fake';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administratorOf, type Administrator } from './testing/administrator.js';
import { bluegreen } from './testing/cli.js';
import { deployer, type Deployer } from './testing/deployer.js';
import { eventually } from './testing/eventually.js';
import { EVERY_OPERATION, runAs, targetGroupsIn, type Scene } from './testing/every-operation.js';
import { grantsOf, superfluousIn, type Granted } from './testing/least-privilege.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

/**
 * The least privilege of design rule 10, tried for those who are not the pipeline: whoever operates (the bot and the
 * console have one policy, so that each can finish what the other began), and the hosts themselves.
 */
jest.setTimeout(180_000);

const STACK = 'bluegreen-deployment-production';
const OPERATOR = 'operator';
const BOT = join(__dirname, '../../slack-bot/dist/main.js');

let sandbox: TestSandbox | undefined;
let job: Deployer | undefined;
let administrator: Administrator;
let folder: string;
let rule: string;
let hostRole: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-iam-operators-'));
  sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20', '--iam', 'enforce');
  administrator = administratorOf(sandbox);
  job = await deployer(sandbox);
  rule = await administrator.createRule();
  const [policy, provider] = [await physicalId('OperatorPolicy'), await physicalId('GitLabProvider')];
  hostRole = await physicalId('HostRole');
  await createOperator(policy, provider);
});
afterAll(async () => {
  job?.remove();
  rmSync(folder, { recursive: true, force: true });
  await sandbox?.stop();
});

async function physicalId(LogicalResourceId: string): Promise<string> {
  const client = new CloudFormationClient(administrator.settings);
  const asked = client.send(new DescribeStackResourcesCommand({ StackName: STACK }));
  const { StackResources = [] } = await asked.finally(() => client.destroy());
  return StackResources.find((one) => one.LogicalResourceId === LogicalResourceId)!.PhysicalResourceId!;
}

/** A role that has the stack's policy for operators and nothing else. */
async function createOperator(PolicyArn: string, Federated: string): Promise<void> {
  const client = new IAMClient(administrator.settings);
  const trust = { Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await client.send(new CreateRoleCommand({ RoleName: OPERATOR, AssumeRolePolicyDocument }));
  await client.send(new AttachRolePolicyCommand({ RoleName: OPERATOR, PolicyArn }));
  client.destroy();
}

const as = (session: string): NodeJS.ProcessEnv => ({
  ...job!.environment,
  ...{ AWS_ROLE_ARN: `arn:aws:iam::123456789012:role/${OPERATOR}`, AWS_ROLE_SESSION_NAME: session },
});
const scene = (): Scene => ({
  ...{ administrator, folder, rule, role: OPERATOR, environment: as('console') },
  targetGroups: targetGroupsIn(sandbox!.environment),
  // Operators deploy what the pipeline has published.
  async from(source, release) {
    await runAs({ environment: job!.environment }, `publish --source ${source} --release ${release}`);
    return `--release ${release}`;
  },
});
const policyFor = async (surface: string) => sandbox!.json<Granted>('iam', 'policy', '--for', surface);
const callsOf = async (session: string) =>
  (await administrator.roleCalls(OPERATOR)).filter(({ callerArn }) => callerArn?.endsWith(`/${session}`));

describe('an operator under the policy of the template', () => {
  it.each(EVERY_OPERATION)('%s', (_does, act) => act(scene()));

  it('publishes nothing: that is the pipeline’s', async () => {
    const published = await bluegreen(['publish', '--source', folder, '--release', 'v9'], as('intruder'));
    expect(published.code).not.toBe(0);
  });
});

describe('the bot under the same policy', () => {
  it('looks and switches', async () => {
    await runAs(scene(), 'deploy --release v1');
    const file = join(folder, 'bot.json');
    const roles = { viewer: ['*'], deployer: ['U0JANE'], admin: ['U0JANE'] };
    writeFileSync(file, JSON.stringify({ environments: { production: { roles } } }));
    const secrets = { signingSecret: 'a-secret', botToken: 'xoxb-e2e', appToken: 'xapp-e2e' };
    const users = [{ id: 'U0JANE', name: 'jane' }];
    const slack = await startSlackFake({ ...secrets, channels: [{ id: 'C0DEPLOYS', name: 'deploys' }], users });
    const variables = { SLACK_BOT_TOKEN: 'xoxb-e2e', SLACK_APP_TOKEN: 'xapp-e2e', SLACK_API_URL: slack.apiUrl };
    const env = { ...as('bot'), ...variables, BLUEGREEN_SLACK_FILE: file };
    const bot = spawn(process.execPath, [BOT], { cwd: folder, env, stdio: 'ignore' });
    try {
      await slack.until(() => slack.socketMode.connections()[0], 30_000);
      const say = (text: string) => slack.send.slashCommand({ user: 'U0JANE', channel: 'C0DEPLOYS', text });
      for (const text of ['status', 'history', 'switch']) await say(text);
      const showing = (pattern: RegExp) =>
        slack.until(() => slack.messages('C0DEPLOYS').find(({ text }) => pattern.test(text)), 60_000);
      const { ts } = await showing(/Waiting for a decision/);
      await slack.send.action({ user: 'U0JANE', channel: 'C0DEPLOYS', message: ts, actionId: 'ticket.switch' });
      await showing(/GREEN is LIVE with/);
    } finally {
      const ended = bot.exitCode === null && bot.signalCode === null ? once(bot, 'exit') : null;
      bot.kill('SIGTERM');
      await ended;
      await slack.close();
    }
    expect(await sandbox!.json<StatusJson>('status')).toMatchObject({ live: 'green', operation: null });
    expect((await callsOf('bot')).length).toBeGreaterThan(20);
  });
});

describe('what operators were granted', () => {
  it('denied them nothing', async () => {
    const made = [...(await callsOf('console')), ...(await callsOf('bot'))];
    expect(made.length).toBeGreaterThan(300);
    expect(made.filter(({ verdict }) => verdict?.allowed !== true)).toEqual([]);
  });

  it.each(['slack', 'console'])('was all needed, for %s', async (surface) => {
    const policy = await policyFor(surface);
    expect(grantsOf(policy).length).toBeGreaterThan(30);
    const made = [...(await callsOf('console')), ...(await callsOf('bot'))];
    expect(await superfluousIn(policy, made, administrator)).toEqual([]);
  });
});

describe('hosts under the role of the template', () => {
  const deployed = async (revision: { key: string; version?: string }) => {
    const client = new CodeDeployClient(administrator.settings);
    const { ArtifactBucketName: bucket } = await sandbox!.json<Record<string, string>>('infra', 'outputs');
    const ordered = new CreateDeploymentCommand({
      ...{ applicationName: `${STACK}-app`, deploymentGroupName: `${STACK}-app-blue-dg` },
      revision: { revisionType: 'S3', s3Location: { bucket: bucket!, bundleType: 'zip', ...revision } },
    });
    const { deploymentId } = await client.send(ordered);
    const ended = waitUntilDeploymentSuccessful(
      { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { deploymentId },
    );
    return ended
      .then(
        () => 'Succeeded',
        () => 'Failed',
      )
      .finally(() => client.destroy());
  };

  it('fetch a bundle as it is, in a version, and learn that one is missing', async () => {
    const client = new S3Client({ ...administrator.settings, forcePathStyle: true });
    const { ArtifactBucketName: Bucket } = await sandbox!.json<Record<string, string>>('infra', 'outputs');
    const listed = client.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'releases/' }));
    const { Versions = [] } = await listed.finally(() => client.destroy());
    const { Key: key, VersionId: version } = Versions.find(({ Key }) => Key!.includes('/v1-'))!;
    expect(await deployed({ key: key! })).toBe('Succeeded');
    expect(await deployed({ key: key!, version })).toBe('Succeeded');
    expect(await deployed({ key: 'releases/none.zip' })).toBe('Failed');
  });

  it('send their metrics', async () => {
    const client = new CloudWatchClient(administrator.settings);
    const sent = async () => (await client.send(new ListMetricsCommand({ Namespace: 'CWAgent' }))).Metrics ?? [];
    await eventually(async () => (await sent()).length > 0, 30_000);
    client.destroy();
  });

  it('are denied nothing, and were granted nothing besides but their logs, which no sandbox takes', async () => {
    const calls = await administrator.roleCalls(hostRole);
    expect(calls.filter(({ verdict }) => verdict?.allowed !== true)).toEqual([]);
    const policy = await policyFor('instance');
    const inMetrics: Administrator['allows'] = (...asked) =>
      administrator.allows(asked[0], asked[1], asked[2], 'CWAgent');
    const spare = await superfluousIn(policy, calls, { allows: inMetrics });
    expect(spare.map((grant) => /(logs:\w+)/.exec(grant)?.[1] ?? grant).sort()).toEqual([
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
    ]);
  });

  it('have in the template what the SDK computes', async () => {
    const client = new IAMClient(administrator.settings);
    const asked = client.send(new GetRolePolicyCommand({ RoleName: hostRole, PolicyName: 'Host' }));
    const { PolicyDocument } = await asked.finally(() => client.destroy());
    const inTemplate = JSON.parse(decodeURIComponent(PolicyDocument!)) as Granted;
    const actions = (policy: Granted) => policy.Statement.flatMap(({ Action }) => Action).sort();
    expect(actions(inTemplate)).toEqual(actions(await policyFor('instance')));
  });
});
