import { eventually } from '@bluegreen/sdk/testing';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../../execute.js';
import { fakeCli, type FakeCliOptions } from '../../testing/fake-cli.js';
import { fakeSandbox, type FakeSandbox } from '../../testing/fake-sandbox.js';
import type { ChildReport } from './child-report.js';

function prepare(sandbox: FakeSandbox, options: FakeCliOptions = {}) {
  const cli = fakeCli(options);
  cli.loadSandbox = () => Promise.resolve(sandbox);
  return { cli, run: (line: string) => execute(cli, ['sandbox', ...line.split(' ')]) };
}

describe('bluegreen sandbox up', () => {
  /** Starts one, waits for its address, and sends the signal. */
  async function upUntil(signal: NodeJS.Signals, line: string, options: FakeCliOptions = {}) {
    const sandbox = fakeSandbox();
    const { cli, run } = prepare(sandbox, options);
    const ending = run(line);
    await eventually(() => cli.out() !== '');
    expect(sandbox.running).toBe(true);
    cli.kill(signal);
    return { cli, sandbox, code: await ending };
  }

  it('runs until Ctrl-C, which is a good end', async () => {
    const { cli, code, sandbox } = await upUntil('SIGINT', 'up');
    expect([code, sandbox.running]).toEqual([0, false]);
    expect(cli.out()).toBe('The sandbox answers at http://127.0.0.1:4566.\n');
    expect(cli.err()).toBe(
      '   two instances of each colour run\nNext, in another terminal: eval "$(bluegreen sandbox env)"\n',
    );
  });

  it('hands every option on, folders as absolute paths', async () => {
    const line =
      'up --port 0 --instances 1 --workers 3 --time-scale 20 --state here --app web --template own.yaml --empty --nginx --iam enforce --json';
    const { cli, sandbox } = await upUntil('SIGTERM', line, { directory: '/work' });
    expect(sandbox.starts).toMatchObject([
      {
        ...{ port: 0, instances: 1, workers: 3, timeScale: 20, empty: true, nginx: true, iam: 'enforce' },
        ...{ stateDir: '/work/here', app: '/work/web', template: '/work/own.yaml' },
      },
    ]);
    expect(cli.json()).toEqual({ endpoint: 'http://127.0.0.1:4570' });
  });

  it('names the port in the next command where it is not the usual one', async () => {
    const { cli } = await upUntil('SIGINT', 'up --port 4600 --lang ko');
    expect(cli.err()).toContain('다음 조치(다른 터미널에서): eval "$(bluegreen sandbox env --port 4600)"');
  });

  it('tells the command that started it how it goes, and takes its log along', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bluegreen-sandbox-log-'));
    const told: ChildReport[] = [];
    const environment = { BLUEGREEN_SANDBOX_LOG: folder };
    await upUntil('SIGTERM', 'up', { environment, tellParent: (report) => told.push(report) });
    expect(told).toEqual([
      { kind: 'progress', text: 'two instances of each colour run' },
      { kind: 'ready', endpoint: 'http://127.0.0.1:4566' },
    ]);
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    [
      'its port is taken',
      Object.assign(new Error('listen'), { code: 'EADDRINUSE' }),
      2,
      /Port 4600 is taken\.\nNext: .*--port 0/,
    ],
    [
      'its folder is in use',
      new RangeError('stateDir: a sandbox runs in /s already.'),
      2,
      /a sandbox runs in \/s already/,
    ],
    ['it breaks', new TypeError('no such thing'), 1, /INTERNAL: .*no such thing/],
  ])('fails clearly when %s', async (_name, refusal, expected, text) => {
    const told: ChildReport[] = [];
    const { cli, run } = prepare(fakeSandbox({ refusal }), { tellParent: (report) => told.push(report) });
    expect(await run('up --port 4600')).toBe(expected);
    expect(cli.err()).toMatch(text);
    expect(told).toMatchObject([{ kind: 'failed' }]);
  });

  it('is terminated while it starts', async () => {
    const sandbox = fakeSandbox();
    const { cli, run } = prepare(sandbox);
    sandbox.startSandbox = () => {
      cli.kill('SIGTERM');
      return Promise.reject(cli.signal.reason as Error);
    };
    expect(await run('up')).toBe(143);
  });
});

describe('a running sandbox', () => {
  it('shows itself', async () => {
    const { cli, run } = prepare(fakeSandbox({ running: true }));
    expect(await run('status --port 4600')).toBe(0);
    expect(cli.out()).toBe(
      [
        'http://127.0.0.1:4600 (process 4711), app at http://127.0.0.1:8000',
        'i-1\tBLUE\t127.0.1.1:80\trunning\thealthy',
        'i-2\t-\t127.0.1.2:80\trunning\thealthy',
        '',
      ].join('\n'),
    );
  });

  it('gives its variables as lines that a shell can take, whatever they hold', async () => {
    const { cli, run } = prepare(fakeSandbox({ running: true }));
    await run('env');
    expect(cli.out()).toBe(`export AWS_ENDPOINT_URL='http://127.0.0.1:4566'\nexport NAME='it'\\''s'\n`);
  });

  it('gives its variables as JSON', async () => {
    const { cli, run } = prepare(fakeSandbox({ running: true }));
    await run('env --json');
    expect(cli.json()).toEqual({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', NAME: "it's" });
  });

  it('stops', async () => {
    const sandbox = fakeSandbox({ running: true });
    const { cli, run } = prepare(sandbox);
    expect([await run('down'), cli.out(), sandbox.running]).toEqual([0, 'Stopped.\n', false]);
  });
});

describe('no sandbox', () => {
  it.each(['status', 'env', 'down'])('makes `%s` fail with the command that starts one', async (name) => {
    const { cli, run } = prepare(fakeSandbox());
    expect(await run(`${name} --port 4600`)).toBe(6);
    expect(cli.out()).toBe('');
    expect(cli.err()).toMatch(
      /No sandbox answers on port 4600\.\n {2}fetch failed\nNext: Start one: bluegreen sandbox up --port 4600 --detach\n$/,
    );
  });
});

describe('bluegreen sandbox oidc-token', () => {
  const line = 'oidc-token --sub project_path:web/shop --aud bluegreen';

  it('prints the token alone', async () => {
    const { cli, run } = prepare(fakeSandbox({ running: true }));
    expect(await run(line)).toBe(0);
    expect([cli.out(), cli.err()]).toEqual(['token-of-project_path:web/shop\n', '']);
  });

  it('says that no sandbox is there', async () => {
    const { cli, run } = prepare(fakeSandbox());
    expect(await run(line)).not.toBe(0);
    expect(cli.err()).toContain('No sandbox answers on port 4566.');
  });
});
