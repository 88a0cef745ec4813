import { fakeWorld, loseAnswer, refuse, type FakeWorld, type FakeWorldOptions } from '../testing/index.js';
import { readLease } from './lease-document.js';
import { acquireLease, LEASE_MS, type Claim } from './lease.js';

const SLACK_MS = 2_000;
const claim: Claim = {
  id: 'mine',
  verb: 'switch',
  reason: 'switch to green',
  entry: 'journal/0000000000001-mine.json',
};
const named = (id: string): Claim => ({ ...claim, id, entry: `journal/0000000000001-${id}.json` });
const acquire = async ({ ctx }: FakeWorld, id = claim.id, more: Partial<Claim> = {}) =>
  acquireLease(ctx, { ...named(id), ...more }, await readLease(ctx.documents));
/** Its process is suspended: no heartbeat. */
const asleep = ({ ctx }: FakeWorld) => ({
  ...ctx,
  clock: { now: () => ctx.clock.now(), sleep: () => new Promise<never>(() => {}) },
});

describe('the lease', () => {
  it('is claimed, shown and given back without deleting anything', async () => {
    const world = fakeWorld();
    const lease = await acquire(world);
    expect(world.lease).toMatchObject({
      ...{ version: 2, state: 'held', ttlMs: LEASE_MS, entry: claim.entry, lock: null },
      operation: { id: 'mine', owner: 'jane@laptop', reason: 'switch to green', fencing: 1 },
    });
    await lease.release();
    await lease.release();
    expect(world.lease).toMatchObject({ state: 'released', left: 'nothing', operation: { id: 'mine' } });
  });

  it('has a number that only ever rises', async () => {
    const world = fakeWorld();
    for (const fencing of [1, 2, 3]) {
      const lease = await acquire(world);
      expect(lease.operation.fencing).toBe(fencing);
      await lease.release();
    }
  });

  it('is refused while somebody holds it, also when the claim rests on an older reading', async () => {
    const world = fakeWorld();
    const before = await readLease(world.ctx.documents);
    await acquire(world, 'theirs');
    await expect(acquire(world)).rejects.toMatchObject({ code: 'LEASE_HELD', exitCode: 4 });
    await expect(acquireLease(world.ctx, claim, before)).rejects.toMatchObject({ code: 'LEASE_HELD' });
    expect(world.lease!.operation.id).toBe('theirs');
  });

  it('goes to exactly one of many that claim it at once', async () => {
    const world = fakeWorld();
    const claims = await Promise.allSettled(['a', 'b', 'c', 'd'].map((id) => acquireLease(world.ctx, named(id), null)));
    expect(claims.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over by exactly one of many that resume the same operation', async () => {
    const world = fakeWorld();
    await acquireLease(asleep(world), claim, null);
    world.clock.advance(LEASE_MS + SLACK_MS);
    const known = await readLease(world.ctx.documents);
    const claims = await Promise.allSettled(
      Array.from({ length: 4 }, () => acquireLease(world.ctx, { ...claim, takesOver: true }, known)),
    );
    expect(claims.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(world.lease!.operation.fencing).toBe(2);
  });

  it('is taken over only once it has expired, by the operation itself alone, and its former holder notices', async () => {
    const world = fakeWorld();
    const sleeper = await acquireLease(asleep(world), claim, null);
    world.clock.advance(LEASE_MS - 1);
    sleeper.assertHeld();
    world.clock.advance(1);
    // The holder gives up first: whole seconds and both clocks' slack lie between.
    expect(() => sleeper.assertHeld()).toThrow('took over');
    await expect(acquire(world, 'mine', { takesOver: true })).rejects.toMatchObject({ code: 'LEASE_HELD' });
    world.clock.advance(SLACK_MS);
    await expect(acquire(world, 'theirs')).rejects.toMatchObject({
      code: 'LEASE_HELD',
      next: expect.stringContaining('bluegreen resume'),
    });
    const mine = await acquire(world, 'mine', { takesOver: true });
    expect(mine.operation.fencing).toBe(2);
    mine.assertHeld();
  });

  it.each([
    ['an hour ahead', 3_600_000],
    ['a day behind', -86_400_000],
  ])('does not care for the clock of whoever looks: %s', async (_name, skewMs) => {
    const world = fakeWorld();
    await acquireLease(asleep(world), claim, null);
    const clock = { ...world.ctx.clock, now: () => world.clock.now() + skewMs };
    const theirs = { ...world.ctx, clock };
    const take = async () => acquireLease(theirs, { ...claim, takesOver: true }, await readLease(theirs.documents));
    await expect(take()).rejects.toMatchObject({ code: 'LEASE_HELD' });
    world.clock.advance(LEASE_MS + SLACK_MS);
    expect((await take()).operation.fencing).toBe(2);
  });

  it('is not believed to be held longer because the wall clock was set back', async () => {
    const world = fakeWorld();
    let back = 0;
    const clock = {
      ...asleep(world).clock,
      now: () => world.clock.now() - back,
      monotonic: () => world.clock.now(),
    };
    const lease = await acquireLease({ ...world.ctx, clock }, claim, null);
    back = 3_600_000;
    world.clock.advance(LEASE_MS - 1);
    lease.assertHeld();
    world.clock.advance(1);
    expect(() => lease.assertHeld()).toThrow();
  });

  it('stays held for as long as it beats, each time with other bytes', async () => {
    const world = fakeWorld();
    const lease = await acquire(world);
    const bodies = new Set<string>();
    for (let beat = 0; beat < 20; beat += 1) {
      world.clock.advance(15_000);
      await new Promise(setImmediate);
      bodies.add(world.documents.get('lease.json')!.body);
    }
    lease.assertHeld();
    expect(bodies.size).toBe(20);
    await expect(acquire(world, 'theirs')).rejects.toMatchObject({ code: 'LEASE_HELD' });
    await lease.release();
    expect(world.leaseHeld).toBe(false);
  });

  it.each<[string, FakeWorldOptions['faults']]>([
    ['the first claim', [loseAnswer('documents.create')]],
    ['the release', [loseAnswer('documents.replace')]],
    [
      'two tries of the release',
      [refuse('documents.replace', 'ENDPOINT_UNREACHABLE', 1), refuse('documents.replace', 'ENDPOINT_UNREACHABLE', 2)],
    ],
  ])('survives a lost answer to %s', async (_name, faults) => {
    const world = fakeWorld({ faults });
    const lease = await acquire(world);
    expect(world.lease!.operation.id).toBe('mine');
    await lease.release();
    expect(world.leaseHeld).toBe(false);
  });

  it('carries a lock along, and gives the environment back locked', async () => {
    const world = fakeWorld();
    await (await acquire(world)).release();
    const lock = { id: 'l', owner: 'ops', surface: 'cli', reason: 'migration', since: new Date(0).toISOString() };
    const body = JSON.stringify({ ...world.lease!, state: 'locked', lock });
    world.documents.set('lease.json', { body, version: 'locked' });
    await expect(acquire(world, 'theirs')).rejects.toMatchObject({
      ...{ code: 'LEASE_LOCKED', exitCode: 4 },
      message: expect.stringContaining('migration'),
    });
    const lease = await acquire(world, 'theirs', { despiteLock: true });
    expect(world.lease).toMatchObject({ state: 'held', lock });
    await lease.release();
    expect(world.lease).toMatchObject({ state: 'locked', lock });
  });

  it('does not take away what another took over', async () => {
    const world = fakeWorld();
    const lease = await acquire(world);
    const body = JSON.stringify({
      ...world.lease!,
      claim: 'another',
      operation: { ...world.lease!.operation, id: 'theirs' },
    });
    world.documents.set('lease.json', { body, version: 'theirs' });
    await lease.release();
    expect(world.lease).toMatchObject({ state: 'held', operation: { id: 'theirs' } });
  });
});
