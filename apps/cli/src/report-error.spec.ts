import { BlueGreenError, ERROR_CODES, type ErrorCode } from '@bluegreen/sdk';
import { execute } from './execute.js';
import { fakeCli, type FakeCliOptions } from './testing/fake-cli.js';

/** `bluegreen status` whose environment cannot be reached for this reason. */
async function failing(error: Error, words: readonly string[] = [], options: FakeCliOptions = {}) {
  const cli = fakeCli(options);
  cli.connect = () => Promise.reject(error);
  const code = await execute(cli, ['status', ...words]);
  return { cli, code };
}

const denied = new BlueGreenError('ACCESS_DENIED', 'AWS refused DescribeRules.', 'Ask for the permission.', {
  evidence: ['action: elasticloadbalancing:DescribeRules', 'principal: \u001b[31marn:aws:iam::1:user/jane'],
});

describe('a failure', () => {
  it('is told with its code, cause, evidence and next step, on stderr alone', async () => {
    const { cli, code } = await failing(denied);
    expect(code).toBe(3);
    expect(cli.out()).toBe('');
    expect(cli.err()).toBe(
      [
        'error ACCESS_DENIED: AWS denies access. AWS refused DescribeRules.',
        '  action: elasticloadbalancing:DescribeRules',
        '  principal: arn:aws:iam::1:user/jane',
        'Next: Ask for the permission.',
        '',
      ].join('\n'),
    );
  });

  it('is told even with --quiet', async () => {
    const { cli } = await failing(denied, ['--quiet']);
    expect(cli.err()).toContain('ACCESS_DENIED');
  });

  it('is one document on stdout with --json', async () => {
    const { cli } = await failing(denied, ['--json']);
    const { code, message, next, evidence } = denied;
    expect(cli.json()).toEqual({ error: { code, message, next, evidence } });
  });

  it('is told in Korean', async () => {
    const { cli } = await failing(denied, ['--lang', 'ko']);
    expect(cli.err()).toMatch(/^error ACCESS_DENIED: AWS 권한이 부족합니다\. (.|\n)*다음 조치: /);
  });

  it.each([
    ['on a terminal', { terminal: true }, true],
    ['on a terminal with NO_COLOR', { terminal: true, environment: { NO_COLOR: '1' } }, false],
    ['on a dumb terminal', { terminal: true, environment: { TERM: 'dumb' } }, false],
    ['in a pipe', {}, false],
    ['in a pipe with FORCE_COLOR', { environment: { FORCE_COLOR: '1' } }, true],
  ])('has colour only where that can be seen: %s', async (_name, options, colored) => {
    const { cli } = await failing(denied, [], options);
    expect(cli.err().startsWith('\u001b[31merror')).toBe(colored);
  });

  it.each<[ErrorCode, number]>([
    ['INTERNAL', 1],
    ['CONFIG_MISSING', 2],
    ['ENVIRONMENT_UNKNOWN', 2],
    ['CREDENTIALS_EXPIRED', 3],
    ['LEASE_HELD', 4],
    ['CONFIRMATION_MISSING', 5],
    ['GATE_FAILED', 6],
    ['THROTTLED', 6],
    ['PROBE_FAILED', 7],
    ['RESTORE_FAILED', 8],
    ['PLAN_STALE', 9],
    ['TIMED_OUT', 10],
    ['ABORTED', 130],
  ])('%s ends with exit code %d', async (code, exitCode) => {
    expect((await failing(new BlueGreenError(code, 'It is so.', 'Do that.'))).code).toBe(exitCode);
  });

  it('has no exit code that the help does not explain', async () => {
    const cli = fakeCli();
    await execute(cli, ['--help']);
    const explained = [...cli.out().matchAll(/(?:^| )(\d+) [a-z]/gm)].map(([, number]) => Number(number));
    expect(explained).toEqual(expect.arrayContaining([...new Set(Object.values(ERROR_CODES)), 0, 143]));
  });

  it('that nobody foresaw is an internal error with the beginning of its stack', async () => {
    const { cli, code } = await failing(new TypeError('x is not a function'));
    expect(code).toBe(1);
    expect(cli.err()).toMatch(/^error INTERNAL: .*x is not a function\n {2}at (.|\n)*\nNext: .*status/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('after %s is an abort with the exit code of that signal', async (signal, exitCode) => {
    const cli = fakeCli();
    cli.connect = () => {
      cli.kill(signal);
      return Promise.reject(cli.signal.reason as Error);
    };
    expect(await execute(cli, ['status', '--json'])).toBe(exitCode);
    expect(cli.json()).toMatchObject({ error: { code: 'ABORTED' } });
  });

  it('that comes after a signal keeps its own code when it says more than that', async () => {
    const cli = fakeCli();
    cli.connect = () => {
      cli.kill('SIGTERM');
      return Promise.reject(new BlueGreenError('RESTORE_FAILED', 'It is so.', 'Act now.'));
    };
    expect(await execute(cli, ['status'])).toBe(8);
  });
});
