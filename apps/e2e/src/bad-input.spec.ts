import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP, bluegreen } from './testing/cli.js';
import { eventually } from './testing/eventually.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(180_000);

/** What must be as before after every refusal. */
interface Picture {
  readonly live: string | null;
  readonly weights: object;
  readonly releases: (string | null)[];
  readonly objects: number;
}

interface Deployed {
  readonly colors: { readonly green: { readonly deployment: { readonly running: boolean } } };
}

describe('bad input changes nothing and says what to do', () => {
  let sandbox: TestSandbox;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-e2e-'));
    sandbox = await sandboxUp('--instances', '1', '--workers', '1');
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function picture(): Promise<Picture> {
    const { live, weights, colors } = await sandbox.json<StatusJson>('status');
    const history = await sandbox.json<object[]>('history');
    return { live, weights, releases: [colors.blue.release, colors.green.release], objects: history.length };
  }

  async function refused(words: string[], changes: NodeJS.ProcessEnv = {}) {
    const environment = { ...sandbox.environment, ...changes };
    const before = await picture();
    const run = await bluegreen(words, environment);
    const after = await picture();
    expect(after.live).toBe(before.live);
    expect(after.weights).toEqual(before.weights);
    expect(after.releases).toEqual(before.releases);
    return run;
  }

  it.each([
    ['a colour that is none', ['switch', 'red', '--yes'], {}, 2, /blue, green, idle, live/],
    ['an unknown command', ['swich'], {}, 2, /Did you mean switch/],
    ['an unknown option', ['status', '--jsn'], {}, 2, /--json/],
    ['a missing release', ['deploy', '--source', APP], {}, 2, /--release/],
    ['no confirmation and no terminal', ['switch'], {}, 5, /--yes/],
    ['the live colour', ['deploy', 'live', '--source', APP, '--release', 'v9'], {}, 2, /LIVE_COLOR_REFUSED/],
    ['an unknown environment', ['status', '--environment', 'nowhere'], {}, 2, /nowhere/],
    ['a malformed listener ARN', ['status'], { ALB_LISTENER_ARN: 'arn:aws:elb:oops' }, 2, /ARN_MALFORMED/],
    [
      'a bucket that is not there',
      ['switch', '--yes'],
      { CODEDEPLOY_S3_BUCKET: 'no-such-bucket-here' },
      2,
      /BUCKET_MISSING/,
    ],
    [
      'no credentials',
      ['status'],
      { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_EC2_METADATA_DISABLED: 'true' },
      3,
      /CREDENTIALS_MISSING/,
    ],
    ['a wrong secret', ['status'], { AWS_SECRET_ACCESS_KEY: 'wrong' }, 3, /CREDENTIALS_INVALID/],
    ['an endpoint that is down', ['status'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, 6, /ENDPOINT_UNREACHABLE/],
    [
      'a folder without appspec.yml',
      ['deploy', '--source', '/', '--release', 'v9'],
      {},
      2,
      /BUNDLE_INVALID[^]*appspec\.yml/,
    ],
    ['a release name with a slash', ['deploy', '--source', APP, '--release', 'a/b'], {}, 2, /release/],
  ] as [string, string[], NodeJS.ProcessEnv, number, RegExp][])('%s', async (_name, words, changes, code, message) => {
    const run = await refused(words, changes);
    expect(run.stderr).toMatch(message);
    expect(run.code).toBe(code);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });

  it('names every problem of an appspec, with its line, before anything is uploaded', async () => {
    const broken = join(folder, 'broken');
    cpSync(APP, broken, { recursive: true });
    writeFileSync(
      join(broken, 'appspec.yml'),
      'version: 0.0\nos: windos\nhooks:\n  AfterInstall:\n    - location: hooks/none.sh\n      timeout: 0\n',
    );
    const run = await refused(['deploy', '--source', broken, '--release', 'v9']);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/appspec\.yml:2:5: os must be linux/);
    expect(run.stderr).toMatch(/appspec\.yml:6:16: a timeout/);
  });

  it('shows the failed hook with the tail of its output, and leaves live traffic alone', async () => {
    const failing = join(folder, 'failing');
    cpSync(APP, failing, { recursive: true });
    writeFileSync(
      join(failing, 'hooks/validate.sh'),
      '#!/usr/bin/env bash\necho "the database is not there" >&2\nexit 3\n',
      { mode: 0o755 },
    );
    const before = await sandbox.json<StatusJson>('status');
    const run = await sandbox.run('deploy', '--source', failing, '--release', 'v9');
    expect(run.code).toBe(6);
    expect(run.stderr).toMatch(/ValidateService/);
    expect(run.stderr).toMatch(/validate\.sh/);
    expect(run.stderr).toMatch(/the database is not there/);
    const after = await sandbox.json<StatusJson>('status');
    expect(after).toMatchObject({ live: before.live, weights: before.weights, operation: null });
  });

  it('refuses to switch to a colour whose target group is empty', async () => {
    // CodeDeploy puts the last good revision back after the failure before.
    await eventually(async () => !(await sandbox.json<Deployed>('status')).colors.green.deployment.running, 60_000);
    const idle = await sandbox.json<StatusJson>('status');
    const { AutoScalingClient, UpdateAutoScalingGroupCommand } = await import('@aws-sdk/client-auto-scaling');
    const scaling = new AutoScalingClient({
      endpoint: sandbox.environment['AWS_ENDPOINT_URL'],
      region: sandbox.environment['AWS_DEFAULT_REGION'],
      credentials: {
        accessKeyId: sandbox.environment['AWS_ACCESS_KEY_ID']!,
        secretAccessKey: sandbox.environment['AWS_SECRET_ACCESS_KEY']!,
      },
    });
    const color = idle.live === 'blue' ? 'green' : 'blue';
    await scaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: `bluegreen-deployment-production-${color}-asg`,
        DesiredCapacity: 0,
      }),
    );
    scaling.destroy();
    const run = await refused(['switch', '--yes', '--timeout', '5s']);
    expect(run.code).toBe(6);
    expect(run.stderr).toMatch(/GATE_FAILED|NEVER_HEALTHY/);
  });
});
