import { collect, fakeWorld, loseAnswer } from '../testing/index.js';
import { attach } from './attach.js';
import { history } from './history.js';
import { lock } from './lock.js';
import { resume } from './resume.js';
import { rollback } from './rollback.js';
import { status } from './status.js';
import { steal } from './steal.js';
import { switchTraffic } from './switch-traffic.js';
import { unlock } from './unlock.js';

const reason = 'database migration';

describe('lock', () => {
  it('keeps a switch out with its reason, stays for as long as it takes, and goes with unlock', async () => {
    const world = fakeWorld();
    const locked = await collect(lock(world.ctx, { reason }));
    expect(locked.result).toMatchObject({ changed: true, lock: { owner: 'jane@laptop', reason } });
    expect(locked.path).toEqual(['environment.locked']);
    world.clock.advance(7 * 86_400_000);
    const other = world.process();
    const refused = await collect(switchTraffic(other.ctx));
    expect(refused.error).toMatchObject({
      code: 'LEASE_LOCKED',
      exitCode: 4,
      message: expect.stringContaining(reason),
    });
    expect((await collect(status(world.ctx))).result).toMatchObject({ lock: { reason }, operation: null });
    const unlocked = await collect(unlock(other.ctx));
    expect(unlocked.result).toMatchObject({ changed: true, lock: { owner: 'jane@laptop' } });
    expect((await collect(switchTraffic(world.ctx))).result).toMatchObject({ live: 'green' });
    const verbs = (await collect(history(world.ctx))).result!.map(({ verb, end, owner }) => [verb, end, owner]);
    expect(verbs).toEqual([
      ['switch', 'done', 'jane@laptop'],
      ['unlock', 'done', other.ctx.actor.owner],
      ['lock', 'done', 'jane@laptop'],
    ]);
  });

  it('lets a rollback through, on record, and is still there afterwards', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx));
    await collect(lock(world.ctx, { reason }));
    const { result } = await collect(rollback(world.process().ctx));
    expect(result).toMatchObject({ changed: true, live: 'blue' });
    expect(world.lease).toMatchObject({ state: 'locked', lock: { reason } });
    expect(world.journal[0]).toMatchObject({ verb: 'rollback', end: 'done' });
  });

  it('survives a rollback that dies under it, and its resume', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx));
    await collect(lock(world.ctx, { reason }));
    const dying = world.process();
    const killing = collect(rollback(dying.ctx), (event) =>
      event.type === 'traffic.shifted' ? dying.kill() : undefined,
    );
    await Promise.race([killing, dying.died]);
    world.clock.advance(62_000);
    const { result } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ verb: 'rollback', end: 'done' }] });
    expect(world).toMatchObject({ live: 'blue', lease: { state: 'locked', lock: { reason } } });
  });

  it("is the same lock when the same person says it twice, and somebody else's otherwise", async () => {
    const world = fakeWorld();
    await collect(lock(world.ctx, { reason }));
    expect((await collect(lock(world.ctx, { reason }))).result).toMatchObject({ changed: false });
    expect((await collect(lock(world.process().ctx, { reason }))).error).toMatchObject({ code: 'LEASE_LOCKED' });
    expect(world.journal).toHaveLength(1);
  });

  it('is refused while an operation runs', async () => {
    const world = fakeWorld({ healthyAfter: 60_000 });
    const running = collect(switchTraffic(world.ctx));
    while (!world.leaseHeld) await new Promise(setImmediate);
    expect((await collect(lock(world.process().ctx, { reason }))).error).toMatchObject({ code: 'LEASE_HELD' });
    expect((await running).result).toMatchObject({ live: 'green' });
  });

  it.each(['', '   ', 'why '.repeat(126)])('wants a reason: %j', async (said) => {
    const world = fakeWorld();
    expect((await collect(lock(world.ctx, { reason: said }))).error).toMatchObject({ code: 'USAGE_INVALID' });
    expect(world.documents.size).toBe(0);
  });

  it.each(['documents.create', 'documents.replace'] as const)('survives a lost answer to %s', async (call) => {
    const world = fakeWorld({ faults: [loseAnswer(call, 1), loseAnswer(call, 3)] });
    await collect(lock(world.ctx, { reason }));
    expect(world).toMatchObject({ lease: { state: 'locked' }, journal: [{ verb: 'lock', end: 'done' }] });
    await collect(unlock(world.ctx));
    expect(world).toMatchObject({ lease: { state: 'released', lock: null } });
  });

  it.each([1, 2, 3, 4, 5, 6].flatMap((call) => (['before', 'after'] as const).map((when) => [call, when] as const)))(
    'that is killed at call %s, %s, is either there or not, and its record says which',
    async (call, when) => {
      const world = fakeWorld();
      const dying = world.process({ crash: { call, when } });
      await Promise.race([collect(lock(dying.ctx, { reason })), dying.died]);
      const isLocked = world.lease?.state === 'locked';
      await collect(resume(world.ctx));
      expect(world.lease?.state === 'locked').toBe(isLocked);
      for (const entry of world.journal) expect(entry.end).toBe(isLocked ? 'done' : 'failed-unmoved');
      await collect(unlock(world.ctx));
      expect((await collect(switchTraffic(world.ctx))).result).toMatchObject({ live: 'green' });
    },
  );

  it('has nothing to take away when nothing is locked', async () => {
    const world = fakeWorld();
    expect((await collect(unlock(world.ctx))).result).toEqual({ changed: false, lock: null });
    expect(world.documents.size).toBe(0);
  });
});

describe('steal', () => {
  async function waitingSwitch() {
    const world = fakeWorld({ healthyAfter: 30_000 });
    const victim = world.process({ owner: 'victim@runner' });
    const running = collect(switchTraffic(victim.ctx));
    while (world.journal.length === 0) await new Promise(setImmediate);
    return { world, running };
  }

  it('refuses the victim its next change, on record, and leaves its operation to resume', async () => {
    const { world, running } = await waitingSwitch();
    const { result, path } = await collect(steal(world.ctx, { reason: 'the runner hangs' }));
    expect(result).toMatchObject({ victim: { verb: 'switch', owner: 'victim@runner' } });
    expect(path).toEqual(['lease.stolen']);
    const { error, path: told } = await running;
    expect(error).toMatchObject({ code: 'LEASE_LOST' });
    // The thief has the last word, and the environment is not the victim's to free.
    for (const type of ['record.unwritten', 'lease.released'] as const) expect(told).not.toContain(type);
    expect(world).toMatchObject({ live: 'blue', writes: 0, lease: { state: 'released', left: 'unfinished' } });
    expect(world.journal.map(({ verb, end }) => [verb, end])).toEqual(
      expect.arrayContaining([
        ['steal', 'done'],
        ['switch', null],
      ]),
    );
    expect(world.journal.find((entry) => entry.verb === 'steal')!.reason).toContain('victim@runner');
    expect((await collect(resume(world.ctx))).result).toMatchObject({ operations: [{ verb: 'switch', end: 'done' }] });
    expect(world.live).toBe('green');
  });

  it('lets a victim whose change was on its way promise nothing, and leaves the end to resume', async () => {
    const world = fakeWorld();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const victim = world.process({ pace: async (call) => (call === 'traffic.write' ? held : undefined) });
    const running = collect(switchTraffic(victim.ctx));
    while (!victim.calls.includes('traffic.write')) await new Promise(setImmediate);
    expect((await collect(steal(world.ctx, { reason: 'a runner hangs' }))).result).toMatchObject({ unfinished: true });
    goOn();
    const { error, path } = await running;
    expect(error).toMatchObject({ code: 'LEASE_LOST' });
    expect(path).not.toContain('lease.released');
    expect((await collect(resume(world.ctx, { unwind: true }))).result).toMatchObject({
      operations: [{ verb: 'switch', end: 'rolled-back' }],
    });
    expect(world).toMatchObject({ live: 'blue', leaseHeld: false });
  });

  it('says that nothing waits for resume when the victim had begun nothing', async () => {
    const world = fakeWorld();
    const victim = world.process({ crash: { call: 8, when: 'after' } });
    await Promise.race([collect(switchTraffic(victim.ctx)), victim.died]);
    while (world.lease === null) await new Promise(setImmediate);
    const { result } = await collect(steal(world.ctx, { reason: 'a runner hangs' }));
    expect(result).toMatchObject({ unfinished: false });
    expect(world.lease).toMatchObject({ state: 'released', left: 'nothing' });
  });

  it('takes nothing from who has ended meanwhile', async () => {
    const { world, running } = await waitingSwitch();
    const thief = world.process({
      pace: async (call) => (call === 'documents.replace' ? running : undefined),
    });
    expect((await collect(steal(thief.ctx, { reason }))).error).toMatchObject({ code: 'USAGE_INVALID' });
    expect((await running).result).toMatchObject({ live: 'green' });
    expect(world.lease).toMatchObject({ state: 'released', left: 'nothing', operation: { fencing: 1 } });
  });

  it('refuses another operation than the one that was meant', async () => {
    const { world, running } = await waitingSwitch();
    expect((await collect(steal(world.ctx, { reason, id: 'another' }))).error).toMatchObject({ code: 'LEASE_HELD' });
    expect((await running).result).toMatchObject({ live: 'green' });
  });

  it('has nothing to take where nobody holds anything', async () => {
    const world = fakeWorld();
    expect((await collect(steal(world.ctx, { reason }))).error).toMatchObject({ code: 'USAGE_INVALID' });
    expect(world.documents.size).toBe(0);
  });
});

describe('attach', () => {
  it('follows the running operation step by step to its end', async () => {
    const world = fakeWorld({ healthyAfter: 20_000 });
    const running = collect(switchTraffic(world.ctx));
    while (world.journal.length === 0) await new Promise(setImmediate);
    const { result, path, events } = await collect(attach(world.process().ctx));
    expect((await running).result).toMatchObject({ changed: true });
    expect(result).toMatchObject({ verb: 'switch', state: 'ended', end: 'done' });
    expect(path).toEqual(['step.followed']);
    const kinds = events.flatMap((event) => (event.type === 'step.followed' ? [event.step.change.kind] : []));
    expect(kinds).toEqual(expect.arrayContaining(['hold-capacity', 'write-routes', 'restore-capacity']));
  });

  it('tells an operation that ended long ago by its identifier', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx));
    const { result } = await collect(attach(world.ctx, { id: world.journal[0]!.id }));
    expect(result).toMatchObject({ end: 'done', state: 'ended' });
  });

  it('says unfinished when the driver dies, and settles nothing', async () => {
    const world = fakeWorld({ routes: 2 });
    const dying = world.process();
    const killing = collect(switchTraffic(dying.ctx), (event) =>
      event.type === 'traffic.shifted' ? dying.kill() : undefined,
    );
    await Promise.race([killing, dying.died]);
    const { result } = await collect(attach(world.ctx));
    expect(result).toMatchObject({ state: 'unfinished', end: null });
    expect(world.journal).toMatchObject([{ end: null }]);
  });

  it.each([undefined, 'nobody', '../x'])('does not know %s', async (id) => {
    expect((await collect(attach(fakeWorld().ctx, { id }))).error).toMatchObject({ code: 'OPERATION_UNKNOWN' });
  });

  it('ends the following alone at its time-out', async () => {
    const world = fakeWorld({ healthyAfter: 60_000 });
    const running = collect(switchTraffic(world.ctx));
    while (world.journal.length === 0) await new Promise(setImmediate);
    expect((await collect(attach(world.process().ctx, { timeoutMs: 5_000 }))).error).toMatchObject({
      code: 'TIMED_OUT',
    });
    expect((await running).result).toMatchObject({ changed: true });
  });
});
