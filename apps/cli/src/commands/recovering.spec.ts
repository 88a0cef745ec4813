import { BlueGreen, run } from '@bluegreen/sdk';
import { eventually, fakeWorld, type FakeWorld } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';
import { switchHeld } from '../testing/switch-held.js';

async function say(line: string, world: FakeWorld = fakeWorld(), options = {}) {
  const cli = fakeCli({ world, ...options });
  const code = await execute(cli, line.split(' '));
  return { cli, code, world };
}

/** A switch whose process was killed once traffic had moved. */
async function killedSwitch(sinceMs = 62_000): Promise<FakeWorld> {
  const world = fakeWorld({ routes: 2 });
  const dying = world.process({ owner: 'dead@runner', surface: 'ci' });
  const switching = run(BlueGreen.over(dying.ctx).switch(), (event) => {
    if (event.type === 'traffic.shifted') dying.kill();
  });
  await Promise.race([switching, dying.died]);
  world.clock.advance(sinceMs);
  return world;
}

describe('bluegreen resume', () => {
  it('exits 0 and says so when nothing is unfinished, also where there is nobody to ask', async () => {
    const { cli, code, world } = await say('resume');
    expect([code, cli.out()]).toEqual([0, 'Nothing is unfinished.\n']);
    expect(world.documents.size).toBe(0);
  });

  it('finishes what a dead process left, with --yes', async () => {
    const { cli, code, world } = await say('resume --yes', await killedSwitch());
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^switch \S+ by dead@runner: done\n$/);
    expect(cli.err()).toMatch(/Found unfinished: switch/);
    expect(world).toMatchObject({ live: 'green', leaseHeld: false });
  });

  it('takes it back with --unwind, and prints one JSON document', async () => {
    const { cli, code, world } = await say('resume --unwind --yes --json', await killedSwitch());
    expect(code).toBe(0);
    expect(cli.json()).toMatchObject({ changed: true, mode: 'unwind', operations: [{ end: 'rolled-back' }] });
    expect(world.live).toBe('blue');
  });

  it('does not move traffic unasked', async () => {
    const world = await killedSwitch();
    const writes = world.writes;
    const { cli, code } = await say('resume', world);
    expect(code).toBe(5);
    expect(cli.err()).toContain('CONFIRMATION_MISSING');
    expect(world.writes).toBe(writes);
  });

  it('asks in a terminal, and acts on a yes', async () => {
    const world = await killedSwitch();
    const cli = fakeCli({ world, terminal: true, environment: { NO_COLOR: '1' } });
    const ending = execute(cli, ['resume', '--unwind']);
    await eventually(() => cli.err().includes('Take it back? [y/N] '));
    cli.stdin.write('y\n');
    expect(await ending).toBe(0);
    expect(world.live).toBe('blue');
  });

  it('only says what it would do with --dry-run', async () => {
    const world = await killedSwitch();
    const { cli, code } = await say('resume --dry-run', world);
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/: complete, to finish it\n$/);
    expect(world.leaseHeld).toBe(true);
  });
});

describe('what to do next', () => {
  const next = /^Next: (.*)$/m;

  it.each(['status', 'history'])('is said by %s, where a process has died', async (command) => {
    const world = await killedSwitch();
    expect(next.exec((await say(command, world)).cli.err())?.[1]).toMatch(/^bluegreen resume .*--unwind$/);
    await say('resume --yes', world);
    expect((await say(command, world)).cli.err()).not.toMatch(next);
  });

  it.each(['status', 'history'])('is said by %s, while somebody seems to work', async (command) => {
    const world = await killedSwitch(0);
    const { id } = world.journal[0]!;
    expect(next.exec((await say(command, world)).cli.err())?.[1]).toMatch(new RegExp(`^bluegreen attach ${id}`));
  });
});

describe('bluegreen lock', () => {
  it('keeps others out with its reason, shows in status, and goes with unlock', async () => {
    const { world, cli, code } = await say('lock --reason migration');
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^Locked by jane@laptop since .*: migration\n$/);
    const refused = await say('switch --yes', world);
    expect(refused.code).toBe(4);
    expect(refused.cli.err()).toMatch(/LEASE_LOCKED: .*migration/);
    expect((await say('status', world)).cli.out()).toContain('migration');
    expect((await say('unlock', world)).cli.out()).toBe('The lock by jane@laptop is gone: migration\n');
    expect((await say('switch --yes', world)).code).toBe(0);
  });

  it('wants a reason', async () => {
    expect((await say('lock')).code).toBe(2);
  });

  it('is not there to be taken away', async () => {
    const { cli, code } = await say('unlock --lang ko');
    expect([code, cli.out()]).toEqual([0, '잠긴 것이 없습니다.\n']);
  });
});

describe('bluegreen attach', () => {
  it('follows the running operation and exits with how it ended', async () => {
    const world = fakeWorld();
    const { switching, goOn } = await switchHeld(world, 'other@runner');
    const attached = say('attach --json', world);
    await eventually(() => world.calls.includes('documents.read'));
    goOn();
    const { cli, code } = await attached;
    await switching;
    expect(code).toBe(0);
    expect(cli.json()).toMatchObject({ verb: 'switch', end: 'done', state: 'ended' });
  });

  it('exits 8 when the process has died, and names the way on', async () => {
    const { cli, code } = await say('attach', await killedSwitch());
    expect(code).toBe(8);
    expect(cli.out()).toContain('unfinished');
    expect(cli.err()).toContain('bluegreen resume');
  });

  it('exits 2 when nothing runs', async () => {
    expect((await say('attach')).code).toBe(2);
  });
});

describe('bluegreen steal', () => {
  it('cuts the holder off, with --yes', async () => {
    const world = fakeWorld();
    const { switching, goOn } = await switchHeld(world, 'victim@runner');
    const lost = expect(switching).rejects.toMatchObject({ code: 'LEASE_LOST' });
    const { cli, code } = await say('steal --reason hangs --yes', world);
    goOn();
    expect(code).toBe(0);
    expect(cli.out()).toContain('waits for bluegreen resume');
    expect(cli.out()).toContain('victim@runner');
    await lost;
    expect((await say('history', world)).cli.out()).toMatch(/steal\t.*\n(.*\n)*.*switch\t.*unfinished/);
  });

  it('does not act unasked', async () => {
    expect((await say('steal --reason hangs')).code).toBe(5);
  });
});

describe('--idempotency-key', () => {
  it('acts once', async () => {
    const { world } = await say('switch --yes --idempotency-key job/1');
    const writes = world.writes;
    const again = await say('switch --yes --idempotency-key job/1 --json', world);
    expect(again.cli.json()).toMatchObject({ changed: true, live: 'green' });
    expect(world.writes).toBe(writes);
  });
});
