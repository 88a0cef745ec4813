import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administratorOf, type Administrator, type JudgedCall } from './testing/administrator.js';
import { APP, bluegreen, start } from './testing/cli.js';
import { deployer, type Deployer } from './testing/deployer.js';
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

/** As the job; what it prints. */
async function run(words: string, code = 0, variables: NodeJS.ProcessEnv = {}): Promise<string> {
  const ended = await bluegreen([...words.split(' '), '--json'], { ...job!.environment, ...variables });
  if (ended.code !== code) throw new Error(`bluegreen ${words} ended with ${ended.code}:\n${ended.stderr}`);
  return ended.stdout;
}

function fault(words: string): Promise<object> {
  const { port } = new URL(administrator.settings.endpoint);
  return sandbox!.json('sandbox', 'fault', 'add', ...words.split(' '), '--port', port);
}

/** The app once more, with other files. */
function revision(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const made = join(folder, name);
  cpSync(APP, made, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(made, file), content, { mode: 0o755 });
  return made;
}

describe('a job under the deploy role of the template', () => {
  it('looks at everything', async () => {
    for (const words of ['status', 'plan switch', 'why-not switch', 'history', 'releases', 'validate', 'diagnose']) {
      await run(words);
    }
    await run('nx base --or main');
    // The guide's variables name target groups where the stack's outputs have their ARNs.
    const { BLUE_TARGET_GROUP, GREEN_TARGET_GROUP } = sandbox!.environment;
    await run('status', 0, { BLUE_TARGET_GROUP, GREEN_TARGET_GROUP });
  });

  it('publishes, and takes an upload back that fails half way', async () => {
    await run(`publish --source ${APP} --release v1`);
    const large = revision('large', { 'large.bin': randomBytes(9 * 1024 * 1024) });
    await fault('error --service s3 --operation UploadPart --status 403 --code AccessDenied');
    await run(`publish --source ${large} --release large`, 3);
    await run('releases');
  });

  it('deploys, although the answer to its order is lost', async () => {
    await fault('reset --service codedeploy --operation CreateDeployment --moment after');
    await run('deploy --release v1');
  });

  it('moves listener and rule there and back, with alarms to watch', async () => {
    const BLUEGREEN_ALARMS = `${ENVIRONMENT}-slow,${ENVIRONMENT}-blue-cpu`;
    await run('switch green --yes', 0, { BLUEGREEN_ALARMS });
    await run('validate');
    await run('rollback --yes', 0, { BLUEGREEN_ALARMS });
  });

  it('repairs what somebody else moved, and adopts it', async () => {
    await administrator.moveRule(rule, 'Green');
    await run('switch green --yes', 9);
    await run('repair --yes');
    for (const color of ['Green', 'Blue'] as const) {
      await administrator.moveRule(rule, color);
      await run('repair --adopt --yes');
    }
  });

  it('scales', async () => {
    await run('scale green 2 --yes');
    await run('scale green 1 --max 3 --yes');
  });

  it('locks and unlocks', async () => {
    await run('lock --reason drill');
    await run('switch --yes', 4);
    await run('unlock');
  });

  it('takes over from a job that died in a deployment, and stops that', async () => {
    const goOn = join(folder, 'go-on');
    const waiting = `#!/usr/bin/env bash\nwhile [ ! -e ${goOn} ]; do sleep 0.1; done\n`;
    const slow = revision('slow', { 'hooks/validate.sh': waiting });
    const count = (calls: readonly JudgedCall[]) =>
      calls.filter(({ operation }) => operation === 'CreateDeployment').length;
    const before = count(await administrator.roleCalls());
    const dying = start(['deploy', '--source', slow, '--release', 'v2'], job!.environment);
    await administrator.untilCalled((calls) => count(calls) > before);
    dying.child.kill('SIGKILL');
    await dying.finished;

    await run('status');
    await run('steal --reason drill --yes');
    const resumed = run('resume --unwind --yes');
    await administrator.untilCalled((calls) => calls.some(({ operation }) => operation === 'StopDeployment'));
    // A script that runs is let go on to its end, as on a real host.
    writeFileSync(goOn, '');
    await resumed;
    await run('attach', 2);
    await run('history');
  });
});

it('is denied nothing', async () => {
  const made = await administrator.roleCalls();
  expect(made.length).toBeGreaterThan(300);
  expect(made.filter(({ verdict }) => verdict?.allowed !== true)).toEqual([]);
});

it('needs every action of every statement that it is granted', async () => {
  interface Statement {
    readonly Sid: string;
    readonly Action: readonly string[];
  }
  const policy = JSON.parse(await run('iam policy --for gitlab')) as { Statement: Statement[] };
  const demands = (await administrator.roleCalls()).flatMap((call) => call.demands);
  /** Whether a policy allows all that was called for under the name of the action. */
  const suffices = (statements: Statement[], action: string) => {
    const resources = new Set(demands.flatMap((demand) => (demand.action === action ? demand.resources : [])));
    return administrator.allows({ ...policy, Statement: statements }, action, [...resources]);
  };
  const without = (Sid: string, action: string) =>
    policy.Statement.map((each) =>
      each.Sid === Sid ? { ...each, Action: each.Action.filter((granted) => granted !== action) } : each,
    ).filter(({ Action }) => Action.length > 0);

  const granted = policy.Statement.flatMap(({ Sid, Action }) => Action.map((action) => ({ Sid, action })));
  expect(granted.length).toBeGreaterThan(25);
  const superfluous: string[] = [];
  for (const { Sid, action } of granted) {
    const unused = !demands.some((demand) => demand.action === action);
    if (unused || (await suffices(without(Sid, action), action))) superfluous.push(`${Sid}: ${action}`);
    else expect([action, await suffices(policy.Statement, action)]).toEqual([action, true]);
  }
  expect(superfluous).toEqual([]);
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
  expect({ succeeded, failed, rollbacks }).toEqual({ succeeded: 1, failed: 0, rollbacks: 1 });
  expect(seconds).toBeGreaterThan(0);
});
