import { answerAs, eventually, fakeWorld, type FakeWorld } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli, type FakeCli } from '../testing/fake-cli.js';

async function move(line: string, world: FakeWorld = fakeWorld(), options = {}) {
  const cli = fakeCli({ world, ...options });
  const code = await execute(cli, line.split(' '));
  return { cli, code, world };
}

/** Runs on a terminal and acts once the question is asked. */
async function asked(line: string, act: (cli: FakeCli, world: FakeWorld) => void, world = fakeWorld()) {
  const cli = fakeCli({ world, terminal: true, environment: { NO_COLOR: '1' } });
  const ending = execute(cli, line.split(' '));
  const question = /\[y\/N\] $/;
  await eventually(() => question.test(cli.err()));
  act(cli, world);
  return { cli, code: await ending, world };
}

describe('bluegreen switch', () => {
  it('moves traffic with --yes: progress on stderr, the result on stdout, the way back at the end', async () => {
    const { cli, code, world } = await move('switch --yes');

    expect(code).toBe(0);
    expect(world).toMatchObject({ live: 'green', leaseHeld: false });
    expect(cli.out()).toMatch(/^GREEN is live with v2 \(222222222222\), BLUE before; moved and proven in \d+ ms\.\n$/);
    expect(cli.err()).toMatch(/OK Traffic goes to GREEN on 1 route/);
    expect(cli.err()).toMatch(/\nNext: bluegreen rollback {3}# puts the colour before back\n$/);
    expect(cli.err()).not.toContain('\u001b');
  });

  it('is quiet with --quiet', async () => {
    const { cli } = await move('switch --yes --quiet');
    expect(cli.err()).toBe('');
    expect(cli.out()).toMatch(/^GREEN is live/);
  });

  it('prints one JSON document with --json', async () => {
    const { cli } = await move('switch --yes --json');
    expect(cli.json()).toMatchObject({ changed: true, from: 'blue', live: 'green', release: { release: 'v2' } });
    expect(cli.err()).not.toContain('Next:');
  });

  it('speaks Korean', async () => {
    const { cli } = await move('switch --yes --lang ko');
    expect(cli.out()).toMatch(/^GREEN 색상이 v2 \(222222222222\) 릴리스로 라이브입니다 \(이전: BLUE\)/);
    expect(cli.err()).toContain('다음 조치: bluegreen rollback');
  });

  it.each([
    ['LANG', { LANG: 'ko_KR.UTF-8' }, true],
    ['LC_ALL before LANG', { LC_ALL: 'C', LANG: 'ko_KR.UTF-8' }, false],
  ])('takes the language from the locale: %s', async (_name, environment, korean) => {
    const { cli } = await move('switch --yes', fakeWorld(), { environment });
    expect(cli.out().includes('라이브')).toBe(korean);
  });

  it('changes nothing when the colour is live already', async () => {
    const { cli, code, world } = await move('switch blue --yes');
    expect([code, cli.out()]).toEqual([0, 'BLUE is live already; nothing was changed.\n']);
    expect(world.writes).toBe(0);
  });

  it.each(['switch --dry-run', 'switch -n --yes', 'switch green -n'])('only prints the plan: %s', async (line) => {
    const { cli, code, world } = await move(line);
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^switch production: BLUE -> GREEN/);
    expect([cli.err(), world.writes]).toEqual(['', 0]);
  });

  it('refuses to act unasked where there is nobody to ask', async () => {
    const { cli, code, world } = await move('switch');
    expect(code).toBe(5);
    expect(cli.err()).toMatch(/CONFIRMATION_MISSING: .*\nNext: Add --yes to approve beforehand/);
    expect(world.calls).toEqual([]);
  });

  it('reports a switch that was undone', async () => {
    const world = fakeWorld({ faults: [answerAs('green', { status: 502, body: 'Bad gateway' })] });
    const { cli, code } = await move('switch --yes --json', world);
    expect(code).toBe(7);
    expect(world.live).toBe('blue');
    expect(cli.json()).toMatchObject({ error: { code: 'PROBE_FAILED', evidence: [expect.stringContaining('502')] } });
  });

  it('hands --timeout on', async () => {
    const world = fakeWorld({ healthyAfter: 600_000 });
    const started = world.clock.now();
    const { code } = await move('switch --yes --timeout 90s', world);
    expect(code).toBe(6);
    // The last look comes a little before the bound; without the option it would be five minutes.
    expect(world.clock.now() - started).toBeGreaterThan(80_000);
    expect(world.clock.now() - started).toBeLessThan(100_000);
  });
});

describe('approval', () => {
  it('shows the plan, asks, and moves traffic after a yes', async () => {
    const { cli, code, world } = await asked('switch', ({ stdin }) => stdin.write('y\n'));
    expect(code).toBe(0);
    expect(world.live).toBe('green');
    expect(cli.err()).toMatch(
      /^switch production: BLUE -> GREEN(.|\n)*\nplan [0-9a-f]{64}\nMove live traffic to GREEN\? \[y\/N\] /,
    );
  });

  it.each([
    ['no', 'n\n'],
    ['Enter', '\n'],
    ['something else', 'yellow\n'],
  ])('changes nothing after %s', async (_name, answer) => {
    const { cli, code, world } = await asked('switch', ({ stdin }) => stdin.write(answer));
    expect(code).toBe(5);
    expect(cli.err()).toMatch(/CONFIRMATION_MISSING: Not confirmed\. Nothing was changed\./);
    expect(world.writes).toBe(0);
  });

  it('takes the end of input for a no', async () => {
    const { cli, code, world } = await asked('rollback', ({ stdin }) => stdin.end(), await switched());
    expect(code).toBe(5);
    expect(cli.err()).toMatch(/\[y\/N\] \nerror /);
    expect(world.live).toBe('green');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends at once on %s, with the exit code of the signal', async (signal, expected) => {
    const { cli, code, world } = await asked('switch', ({ kill }) => kill(signal));
    expect(code).toBe(expected);
    expect(cli.err()).toContain('ABORTED');
    expect(cli.err()).not.toMatch(/^ {4}at /m);
    expect(world.writes).toBe(0);
  });

  it('holds for what was shown alone', async () => {
    const { code, world } = await asked('switch', ({ stdin }, { sicken }) => {
      sicken('green');
      stdin.write('y\n');
    });
    expect(code).toBe(9);
    expect(world.writes).toBe(0);
  });

  it('asks nothing when there is nothing to do', async () => {
    const { cli, code } = await move('switch blue', fakeWorld(), { terminal: true });
    expect(code).toBe(0);
    expect(cli.out()).toContain('nothing was changed');
  });

  it.each([
    ['of a plan made before', (hash: string) => hash, 0, 'green'],
    ['of another plan', () => 'f'.repeat(64), 9, 'blue'],
  ])('may be the hash %s', async (_name, approve, expected, live) => {
    const world = fakeWorld();
    const { cli } = await move('plan switch --json', world);
    const { code } = await move(`switch --plan ${approve((cli.json() as { hash: string }).hash)}`, world);
    expect(code).toBe(expected);
    expect(world.live).toBe(live);
  });
});

describe('bluegreen rollback', () => {
  it('puts the colour before back', async () => {
    const world = await switched();
    const { cli, code } = await move('rollback --yes', world);
    expect(code).toBe(0);
    expect(world.live).toBe('blue');
    expect(cli.out()).toMatch(/^BLUE is live with v1 /);
  });

  it.each([
    ['rollback --yes', 'd-foreign1'],
    ['rollback --yes --no-stop-deployment', null],
  ])('%s: a deployment on the colour that was left', async (line, stopped) => {
    const world = await switched();
    world.startForeignDeployment('green');
    const { cli } = await move(`${line} --json`, world);
    expect(cli.json()).toMatchObject({ live: 'blue', stoppedDeploymentId: stopped });
    expect(world.deployments.find(({ id }) => id === 'd-foreign1')?.stopped).toBe(stopped !== null);
  });

  it('refuses where nothing was live before', async () => {
    const { cli, code, world } = await move('rollback --yes', fakeWorld({ instances: { green: 0 } }));
    expect(code).toBe(6);
    expect(cli.err()).toMatch(/Next: /);
    expect(world.writes).toBe(0);
  });
});

async function switched(): Promise<FakeWorld> {
  const { world } = await move('switch --yes');
  return world;
}
