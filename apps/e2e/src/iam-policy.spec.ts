import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administratorOf, type Administrator } from './testing/administrator.js';
import { APP } from './testing/cli.js';
import { deployer, type Deployer } from './testing/deployer.js';
import { EVERY_OPERATION, revision, runAs, targetGroupsIn, type Scene } from './testing/every-operation.js';
import { grantsOf, superfluousIn, type Granted } from './testing/least-privilege.js';
import { sandboxUp, type TestSandbox } from './testing/sandbox.js';

/**
 * The least privilege of design rule 10, tried: a job that comes as the deploy role of the shipped template runs every
 * operation while IAM is enforced, and what it called is held against what it was granted.
 */
jest.setTimeout(180_000);

const ENVIRONMENT = 'bluegreen-deployment-production';

let sandbox: TestSandbox | undefined;
let job: Deployer | undefined;
let administrator: Administrator;
let folder: string;
/** Of the production listener; forwards to BLUE at first. */
let rule: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-iam-policy-'));
  sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20', '--iam', 'enforce');
  administrator = administratorOf(sandbox);
  job = await deployer(sandbox);
  rule = await administrator.createRule();
});
afterAll(async () => {
  job?.remove();
  rmSync(folder, { recursive: true, force: true });
  await sandbox?.stop();
});

/** The role's name, as callers have it in their ARNs. */
const role = () => job!.roleArn.slice(job!.roleArn.lastIndexOf('/') + 1);
const scene = (): Scene => ({
  ...{ administrator, folder, rule, role: role(), environment: job!.environment },
  targetGroups: targetGroupsIn(sandbox!.environment),
  from: (source, release) => Promise.resolve(`--source ${source} --release ${release}`),
});
const run = (words: string, code = 0, variables: NodeJS.ProcessEnv = {}) => runAs(scene(), words, code, variables);

describe('a job under the deploy role of the template', () => {
  it('publishes, and takes an upload back that fails half way', async () => {
    await run(`publish --source ${APP} --release v1`);
    const large = revision(folder, 'large', { 'large.bin': randomBytes(9 * 1024 * 1024) });
    await administrator.fault('error --service s3 --operation UploadPart --status 403 --code AccessDenied');
    await run(`publish --source ${large} --release large`, 3);
    await run('releases');
  });

  it.each(EVERY_OPERATION)('%s', (_does, act) => act(scene()));
});

it('is denied nothing', async () => {
  const made = await administrator.roleCalls(role());
  expect(made.length).toBeGreaterThan(300);
  expect(made.filter(({ verdict }) => verdict?.allowed !== true)).toEqual([]);
});

it('needs every action on every resource that a statement grants it', async () => {
  const policy = JSON.parse(await run('iam policy --for gitlab')) as Granted;
  expect(grantsOf(policy).length).toBeGreaterThan(35);
  expect(await superfluousIn(policy, await administrator.roleCalls(role()), administrator)).toEqual([]);
});

it('has told CloudWatch what the dashboard shows', async () => {
  const client = new CloudWatchClient(administrator.settings);
  const sum = async (MetricName: string) => {
    const answer = await client.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: 'BlueGreen', MetricName, Dimensions: [{ Name: 'Environment', Value: ENVIRONMENT }] },
        ...{ StartTime: new Date(Date.now() - 7_200_000), EndTime: new Date(Date.now() + 7_200_000) },
        ...{ Period: 3_600, Statistics: ['Sum'] },
      }),
    );
    return (answer.Datapoints ?? []).reduce((all, { Sum }) => all + (Sum ?? 0), 0);
  };
  const names = ['DeploymentSucceeded', 'DeploymentFailed', 'Rollback', 'DeploymentDuration'];
  const [succeeded, failed, rollbacks, seconds] = await Promise.all(names.map(sum));
  client.destroy();
  expect({ succeeded, failed, rollbacks }).toEqual({ succeeded: 2, failed: 0, rollbacks: 1 });
  expect(seconds).toBeGreaterThan(0);
});
