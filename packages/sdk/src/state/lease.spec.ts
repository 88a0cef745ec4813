import { fakeWorld, loseAnswer, refuse, type FakeWorld, type FakeWorldOptions } from '../testing/index.js';
import { readLease } from './lease-document.js';
import { acquireLease, LEASE_MS } from './lease.js';

const claim = { id: 'mine', verb: 'switch', reason: 'switch to green' };
const acquire = async ({ ctx }: FakeWorld, id = claim.id) =>
  acquireLease(ctx, { ...claim, id }, await readLease(ctx.documents));

describe('the lease', () => {
  it('is claimed, shown and given back without deleting anything', async () => {
    const world = fakeWorld();
    const lease = await acquire(world);
    expect(world.lease).toMatchObject({ state: 'held', operation: { id: 'mine', owner: 'jane@laptop', fencing: 1 } });
    await lease.release();
    await lease.release();
    expect(world.lease).toMatchObject({ state: 'released', operation: { id: 'mine' } });
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
    const claims = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((id) => acquireLease(world.ctx, { ...claim, id }, null)),
    );
    expect(claims.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over only once it has expired, and its former holder notices', async () => {
    const world = fakeWorld();
    // Its process is suspended: no heartbeat.
    const asleep = await acquireLease(
      { ...world.ctx, clock: { now: () => world.clock.now(), sleep: () => new Promise(() => {}) } },
      { ...claim, id: 'theirs' },
      null,
    );
    world.clock.advance(LEASE_MS - 1);
    await expect(acquire(world)).rejects.toMatchObject({ code: 'LEASE_HELD' });
    asleep.assertHeld();
    world.clock.advance(1);
    expect(() => asleep.assertHeld()).toThrow('took over');
    const mine = await acquire(world);
    expect(mine.operation.fencing).toBe(2);
    mine.assertHeld();
  });

  it('stays held for as long as it beats', async () => {
    const world = fakeWorld();
    const lease = await acquire(world);
    for (let beat = 0; beat < 20; beat += 1) {
      world.clock.advance(15_000);
      await new Promise(setImmediate);
    }
    lease.assertHeld();
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

  it.each(['not json', '{}', '{"version":2}', '{"version":1,"state":"held"}', 'null'])(
    'blocks, and is never overwritten, when it reads %s',
    async (body) => {
      const world = fakeWorld();
      world.documents.set('lease.json', { body, version: 'odd' });
      await expect(acquire(world)).rejects.toMatchObject({
        code: 'LEASE_HELD',
        next: expect.stringContaining('lease.json'),
      });
      expect(world.documents.get('lease.json')!.body).toBe(body);
    },
  );

  it('does not take away what another took over', async () => {
    const world = fakeWorld();
    const lease = await acquire(world);
    const body = JSON.stringify({ ...world.lease!, operation: { ...world.lease!.operation, id: 'theirs' } });
    world.documents.set('lease.json', { body, version: 'theirs' });
    await lease.release();
    expect(world.lease).toMatchObject({ state: 'held', operation: { id: 'theirs' } });
  });
});
