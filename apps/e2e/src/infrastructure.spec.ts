import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlueGreen, run } from '@bluegreen/sdk';
import { administratorOf } from './testing/administrator.js';
import { bluegreen } from './testing/cli.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(180_000);

let sandbox: TestSandbox;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-infrastructure-'));
  sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20');
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Only the endpoint and the credentials: whatever else is needed has to be found. */
function bareEnvironment() {
  const kept = Object.entries(sandbox.environment).filter(
    ([name]) => !/^(ALB_|BLUE_|GREEN_|CODEDEPLOY_|APPLICATION_|BLUEGREEN_)/.test(name),
  );
  return Object.fromEntries(kept);
}

it('an update of the stack leaves the traffic where a switch put it', async () => {
  const listeners = () => sandbox.json<{ listeners: unknown; routes: unknown }>('status');
  await sandbox.json('switch', 'green', '--yes');
  const before = (await listeners()).routes;

  const diff = await sandbox.json<{ changes: { logicalId: string }[] }>('infra', 'diff', '-p', 'InstanceType=t3.large');
  expect(diff.changes.map(({ logicalId }) => logicalId)).not.toContain('ProductionListener');
  const result = await sandbox.json<{ changed: boolean; status: string }>(
    'infra',
    'deploy',
    '--yes',
    '-p',
    'InstanceType=t3.large',
  );

  expect(result).toMatchObject({ changed: true, status: 'UPDATE_COMPLETE' });
  expect((await listeners()).routes).toEqual(before);
  expect((await sandbox.json<StatusJson>('status')).live).toBe('green');
});

it('a second deployment of the same template changes nothing', async () => {
  expect(await sandbox.json('infra', 'deploy', '--yes')).toMatchObject({ changed: false });
});

it('a parameter out of its pattern is refused as CloudFormation refuses it, and changes nothing', async () => {
  const { code, stdout } = await sandbox.run('infra', 'deploy', '--yes', '--json', '-p', 'InstanceType=huge!');
  expect(code).not.toBe(0);
  expect(stdout).toMatch(/InstanceType/);
  expect(await sandbox.json('infra', 'diff')).toMatchObject({ changes: [] });
});

it('a template that cannot be read is refused before anything is asked', async () => {
  const { code, stderr } = await sandbox.run('infra', 'deploy', '--yes', '--template', join(folder, 'nowhere.yaml'));
  expect(code).toBe(2);
  expect(stderr).toContain('cannot be read');
});

it('a stack that fails half way is put back, and the first failed resource is named', async () => {
  const template = join(folder, 'bad.yaml');
  const text =
    'Resources: {Good: {Type: AWS::SNS::Topic}, Bad: {Type: AWS::S3::Bucket, DependsOn: Good, Properties: {BucketName: bluegreen-codedeploy-artifacts-123456789012}}}';
  writeFileSync(template, text);
  const { code, stdout } = await sandbox.run(
    'infra',
    'deploy',
    '--yes',
    '--json',
    '--stack',
    'other',
    '--template',
    template,
  );
  expect(code).toBe(6);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'STACK_FAILED', evidence: [expect.stringMatching(/^Bad /)] },
  });
});

it('init finds everything from the name of the stack, and what it writes is enough', async () => {
  const environment = bareEnvironment();
  const written = await bluegreen(['init', '--json'], environment, folder);
  expect(written.code).toBe(0);
  expect(readFileSync(join(folder, 'bluegreen.yaml'), 'utf8')).toContain('stack: bluegreen-deployment-production');

  const status = await bluegreen(['status', '--json'], environment, folder);
  expect(JSON.parse(status.stdout)).toMatchObject({ environment: 'production', live: 'green' });
  expect((await bluegreen(['init'], environment, folder)).code).toBe(2);
});

it('the overview shows the stack and what stands on it', async () => {
  const { stdout } = await sandbox.run('infra', 'status');
  expect(stdout).toMatch(/^stack\tbluegreen-deployment-production UPDATE_COMPLETE\nlistener\tarn:/);
  expect(stdout).toContain('GREEN LIVE');
});

it('the hosts tell their memory and disk, and no alarm rings in a healthy environment', async () => {
  const { CloudWatchClient, DescribeAlarmsCommand, GetMetricStatisticsCommand } =
    await import('@aws-sdk/client-cloudwatch');
  const client = new CloudWatchClient(administratorOf(sandbox).settings);
  const average = async (MetricName: string, color: string) => {
    const answer = await client.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace: 'CWAgent', MetricName, Period: 86_400, Statistics: ['Average'] },
        Dimensions: [{ Name: 'AutoScalingGroupName', Value: `bluegreen-deployment-production-${color}-asg` }],
        ...{ StartTime: new Date(Date.now() - 86_400_000), EndTime: new Date(Date.now() + 86_400_000) },
      }),
    );
    return answer.Datapoints?.[0]?.Average;
  };
  // A minute of sandbox time is three seconds here.
  for (const deadline = Date.now() + 30_000; (await average('mem_used_percent', 'green')) === undefined;) {
    if (Date.now() > deadline) throw new Error('No host ever told its memory.');
  }
  for (const color of ['blue', 'green']) {
    expect(await average('mem_used_percent', color)).toBeGreaterThan(0);
    expect(await average('disk_used_percent', color)).toBeGreaterThan(0);
  }
  const { MetricAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: 'bluegreen-deployment-production-' }),
  );
  client.destroy();
  const watched = MetricAlarms.map(({ MetricName }) => MetricName);
  expect(watched).toEqual(expect.arrayContaining(['mem_used_percent', 'disk_used_percent', 'DeploymentFailed']));
  // A machine whose own disk is nearly full is no healthy one.
  const diskIsFull = (await average('disk_used_percent', 'blue'))! >= 85;
  const ringing = MetricAlarms.filter(({ StateValue, MetricName }) => {
    return StateValue === 'ALARM' && !(diskIsFull && MetricName === 'disk_used_percent');
  });
  expect(ringing.map(({ AlarmName, StateReason }) => [AlarmName, StateReason])).toEqual([]);
  // Where there is no data, as without any failed deployment, nothing is wrong.
  expect(MetricAlarms.map(({ StateValue }) => StateValue)).not.toContain('INSUFFICIENT_DATA');
});

it('the SDK finds everything from the name of the stack alone', async () => {
  const bluegreen = await BlueGreen.connect({
    ...{ stack: 'bluegreen-deployment-production', env: bareEnvironment(), cwd: tmpdir() },
  });
  const status = await run(bluegreen.status());
  bluegreen.close();
  expect(status).toMatchObject({ live: 'green', testUrl: expect.stringContaining(':') });
});
