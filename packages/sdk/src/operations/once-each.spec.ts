import { collect, fakeWorld, type FakeWorld } from '../testing/index.js';
import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import { lock } from './lock.js';
import { repair } from './repair.js';
import { resume } from './resume.js';
import { rollback } from './rollback.js';
import { scale } from './scale.js';
import { steal } from './steal.js';
import { switchTraffic } from './switch-traffic.js';
import { unlock } from './unlock.js';

const idempotencyKey = 'queue/4711';
type Verb = 'scale' | 'lock' | 'unlock' | 'repair' | 'adopt';

const start: Record<Verb, (ctx: OperationContext) => Operation<object>> = {
  scale: (ctx) => scale(ctx, { color: 'green', desired: 3, idempotencyKey }),
  lock: (ctx) => lock(ctx, { reason: 'migration', idempotencyKey }),
  unlock: (ctx) => unlock(ctx, { idempotencyKey }),
  repair: (ctx) => repair(ctx, { idempotencyKey }),
  adopt: (ctx) => repair(ctx, { adopt: true, idempotencyKey }),
};
/** Brings about what the verb is for. */
const given: Record<Verb, (world: FakeWorld) => Promise<unknown>> = {
  scale: () => Promise.resolve(),
  lock: () => Promise.resolve(),
  unlock: ({ ctx }) => collect(lock(ctx, { reason: 'earlier' })),
  repair: drift,
  adopt: drift,
};
/** Takes back what the verb did, so that doing it again would show. */
const undo: Record<Verb, (world: FakeWorld) => Promise<unknown>> = {
  scale: ({ ctx }) => collect(scale(ctx, { color: 'green', desired: 2 })),
  lock: ({ ctx }) => collect(unlock(ctx)),
  unlock: ({ ctx }) => collect(lock(ctx, { reason: 'later' })),
  repair: drift,
  adopt: drift,
};
const VERBS = Object.keys(start) as Verb[];

async function drift(world: FakeWorld) {
  if (world.journal.length === 0) await collect(switchTraffic(world.ctx, { to: 'green' }));
  world.clock.advance(60_000);
  world.moveTraffic(world.live === 'green' ? 'blue' : 'green');
}

function picture(world: FakeWorld) {
  const { journal, actions, lease } = world;
  const sizes = world.state.colors.green.scaling.desired;
  return structuredClone({ ids: journal.map(({ id }) => id), actions, lock: lease?.lock ?? null, sizes });
}

describe.each(VERBS)('%s with an idempotency key', (verb) => {
  it('acts once, and tells the second delivery what the first one came to', async () => {
    const world = fakeWorld();
    await given[verb](world);
    const first = await collect(start[verb](world.process().ctx));
    expect(first.result).toMatchObject({ changed: true });
    await undo[verb](world);
    const before = picture(world);
    const again = await collect(start[verb](world.process().ctx));
    expect(again.path).toEqual(['command.repeated']);
    expect({ ...again.result, elapsedMs: 0 }).toEqual({ ...first.result, elapsedMs: 0 });
    expect(picture(world)).toEqual(before);
  });

  it('does nothing later either when there was nothing to do', async () => {
    const world = fakeWorld();
    await given[verb](world);
    // Somebody without a key does it first.
    const done: Record<Verb, () => Promise<unknown>> = {
      scale: () => collect(scale(world.ctx, { color: 'green', desired: 3 })),
      lock: () => collect(lock(world.ctx, { reason: 'migration' })),
      unlock: () => collect(unlock(world.ctx)),
      repair: () => collect(repair(world.ctx)),
      adopt: () => collect(repair(world.ctx, { adopt: true })),
    };
    await done[verb]();
    const first = await collect(start[verb](world.ctx));
    expect(first.result).toMatchObject({ changed: false });
    await undo[verb](world);
    const before = picture(world);
    const again = await collect(start[verb](world.ctx));
    expect(again.result).toMatchObject({ changed: false });
    expect(picture(world)).toEqual(before);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'is done once when the first delivery dies after its call %s',
    async (call) => {
      const world = fakeWorld();
      await given[verb](world);
      const dying = world.process({ owner: 'queue', crash: { call, when: 'after' } });
      const dead = await Promise.race([collect(start[verb](dying.ctx)), dying.died.then(() => null)]);
      world.clock.advance(70_000);
      const again = await collect(start[verb](world.process({ owner: 'queue' }).ctx));
      if (dead) expect(again.path).toEqual(['command.repeated']);
      const done = world.journal.filter((entry) => entry.verb === verb && entry.end === 'done');
      expect({ error: again.error?.code, done: done.length }).toEqual({ error: undefined, done: 1 });
      expect(world.journal.every(({ end }) => end !== null)).toBe(true);
    },
  );
});

describe('steal with an idempotency key', () => {
  it('cuts off the one that it met, and nobody after it', async () => {
    const world = fakeWorld({ healthyAfter: 20_000 });
    const stealing = (ctx: OperationContext) => steal(ctx, { reason: 'hangs', idempotencyKey });
    const victim = world.process();
    const running = collect(switchTraffic(victim.ctx));
    while (world.journal.length === 0) await new Promise(setImmediate);
    const first = await collect(stealing(world.process().ctx));
    expect(first.result).toMatchObject({ victim: { owner: victim.ctx.actor.owner }, unfinished: true });
    await running;
    await collect(resume(world.ctx));
    const next = collect(rollback(world.process().ctx));
    const again = await collect(stealing(world.process().ctx));
    expect(again.result).toEqual({ ...first.result, unfinished: false });
    expect((await next).error?.code).not.toBe('LEASE_LOST');
  });
});

describe('resume with an idempotency key', () => {
  async function dead(world: FakeWorld) {
    const dying = world.process();
    const killing = collect(switchTraffic(dying.ctx), (event) =>
      event.type === 'traffic.shifted' ? dying.kill() : undefined,
    );
    await Promise.race([killing, dying.died]);
    world.clock.advance(70_000);
  }
  const unwinding = (ctx: OperationContext) => resume(ctx, { unwind: true, idempotencyKey });

  it('settles what it found unfinished the first time, and nothing that died later', async () => {
    const world = fakeWorld();
    await dead(world);
    const first = await collect(unwinding(world.process().ctx));
    expect(first.result).toMatchObject({ changed: true, operations: [{ verb: 'switch', end: 'rolled-back' }] });
    await dead(world);
    const again = await collect(unwinding(world.process().ctx));
    expect(again.path).toEqual(['command.repeated', 'step.followed']);
    expect(again.result).toMatchObject({
      changed: true,
      operations: [{ ...first.result!.operations[0], action: 'close' }],
    });
    expect(world).toMatchObject({ live: 'green', leaseHeld: true });
    expect(world.journal).toMatchObject([{ end: null }, { end: 'rolled-back' }]);
  });

  it.each([2, 4, 6, 8, 10, 12])('is taken up where the first delivery died, after its call %s', async (call) => {
    const world = fakeWorld();
    await dead(world);
    const dying = world.process({ crash: { call, when: 'after' } });
    await Promise.race([collect(unwinding(dying.ctx)), dying.died]);
    world.clock.advance(70_000);
    const again = await collect(unwinding(world.process().ctx));
    expect(again.result).toMatchObject({ changed: true, operations: [{ end: 'rolled-back' }] });
    expect(world).toMatchObject({ live: 'blue', lease: { state: 'released' }, journal: [{ end: 'rolled-back' }] });
  });
});

it('a key that was given for one verb is refused for another', async () => {
  const world = fakeWorld();
  await collect(switchTraffic(world.ctx, { idempotencyKey }));
  const { error } = await collect(lock(world.ctx, { reason: 'migration', idempotencyKey }));
  expect(error).toMatchObject({ code: 'USAGE_INVALID' });
  expect(world.lease).toMatchObject({ lock: null });
});

it('a rollback that was the unwinding of a dead switch is told again as that', async () => {
  const world = fakeWorld();
  const dying = world.process();
  const killing = collect(switchTraffic(dying.ctx), (event) =>
    event.type === 'traffic.shifted' ? dying.kill() : undefined,
  );
  await Promise.race([killing, dying.died]);
  world.clock.advance(70_000);
  const back = (ctx: OperationContext) => rollback(ctx, { idempotencyKey });
  const first = await collect(back(world.process().ctx));
  expect(first.result).toMatchObject({ changed: true, live: 'blue' });
  await collect(switchTraffic(world.ctx, { to: 'green' }));
  const again = await collect(back(world.process().ctx));
  expect(again.result).toEqual(first.result);
  expect(world.live).toBe('green');
});
