import { execute } from '../../execute.js';
import { fakeCli } from '../../testing/fake-cli.js';
import { fakeSandbox } from '../../testing/fake-sandbox.js';

function prepare(terminal = false) {
  const sandbox = fakeSandbox({ running: true });
  const cli = fakeCli({ terminal });
  cli.loadSandbox = () => Promise.resolve(sandbox);
  return { cli, sandbox, run: (line: string) => execute(cli, ['sandbox', 'fault', ...line.split(' ')]) };
}

describe('bluegreen sandbox fault', () => {
  it.each([
    ['add throttle', { kind: 'throttle' }],
    [
      'add error --service elbv2 --operation ModifyListener --moment after --code Oops --status 503 --count always --skip 2',
      {
        ...{ kind: 'error', service: 'elbv2', operation: 'ModifyListener', moment: 'after', code: 'Oops', status: 503 },
        ...{ count: 'always', skip: 2 },
      },
    ],
    [
      'add agent-dies --where green --event AfterInstall --probability 0.5 --seed 7',
      { kind: 'agent-dies', where: 'green', event: 'AfterInstall', probability: 0.5, seed: 7 },
    ],
    ['add slow --ms 200 --count 1', { kind: 'slow', ms: 200, count: 1 }],
  ])('%s: asks for exactly what was said', async (line, rule) => {
    const { cli, sandbox, run } = prepare();
    expect(await run(line)).toBe(0);
    expect(sandbox.rules).toEqual([rule]);
    expect(cli.out()).toBe(`fault-1: ${rule.kind} is armed.\n`);
  });

  it('lists what is armed, and forgets it', async () => {
    const { cli, sandbox, run } = prepare(true);
    await run('add hold --where lease.json');
    await run('list');
    expect(cli.out()).toMatch(/ID +KIND +ABOUT.*\n.*fault-1 +hold +before \*:\* lease\.json +0\/1 +armed/);
    await run('clear');
    expect(sandbox.rules).toEqual([]);
    await run('list');
    expect(cli.out()).toMatch(/Faults forgotten: 1\.\nNo fault is armed\.\n$/);
  });

  it('lets held calls go on', async () => {
    const { cli, run } = prepare();
    expect(await run('release fault-1 --json')).toBe(0);
    expect(cli.json()).toEqual({ released: 1 });
  });

  it.each([
    ['add explode', /Allowed choices are throttle, /],
    ['add throttle --count 0', /whole number from 1/],
    ['add throttle --probability 2', /above 0, at most 1/],
    ['add throttle --id taken', /there is a fault taken already/],
  ])('%s: exit code 2 and the reason', async (line, reason) => {
    const { cli, run } = prepare();
    expect(await run(line)).toBe(2);
    expect(cli.err()).toMatch(reason);
  });
});
