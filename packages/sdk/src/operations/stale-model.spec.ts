import * as fc from 'fast-check';
import { collect, fakeWorld, type Fault } from '../testing/index.js';
import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import { repair } from './repair.js';
import { resume } from './resume.js';
import { rollback } from './rollback.js';
import { status } from './status.js';
import { steal } from './steal.js';
import { switchTraffic } from './switch-traffic.js';

/** The lab asks for many more than fit into a test run. */
const RUNS = Number(process.env['BLUEGREEN_MODEL_RUNS'] ?? 100);
const SEED = process.env['BLUEGREEN_MODEL_SEED'];

/** For so long after a write some readings, as `coins` fall, still show what was before it. */
function laggingReads(lagMs: number, coins: readonly boolean[]): Fault {
  let nth = 0;
  return (call, _nth, { clock, state }) => {
    if (call !== 'traffic.routes' && call !== 'traffic.read') return undefined;
    const lags = clock.now() - state.wroteAt < lagMs && coins[(nth += 1) % coins.length];
    return lags ? { kind: 'stale' } : undefined;
  };
}

type Verb = 'switch' | 'rollback' | 'repair' | 'status';
const start: Record<Verb, (ctx: OperationContext) => Operation<unknown>> = {
  switch: (ctx) => switchTraffic(ctx, { to: 'idle' }),
  rollback: (ctx) => rollback(ctx),
  repair: (ctx) => repair(ctx),
  status: (ctx) => status(ctx),
};

const lag = fc.record({
  routes: fc.integer({ min: 1, max: 3 }),
  lagMs: fc.integer({ min: 0, max: 3_500 }),
  coins: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
  verbs: fc.array(fc.constantFrom<Verb>('switch', 'rollback', 'repair', 'status'), { minLength: 1, maxLength: 6 }),
});

const settings = { numRuns: RUNS, endOnFailure: true, ...(SEED && { seed: Number(SEED) }) };
const LONG = Math.max(60_000, RUNS * 200);

describe('readings that lag behind the last write', () => {
  it(
    'are never taken for drift, and nothing is repaired that was not drifted',
    async () => {
      await fc.assert(
        fc.asyncProperty(lag, async ({ routes, lagMs, coins, verbs }) => {
          const world = fakeWorld({ routes, faults: [laggingReads(lagMs, coins)] });
          for (const verb of verbs) {
            const before = world.live;
            const { result, error } = await collect(start[verb](world.process().ctx));
            expect(error?.code).not.toBe('DRIFTED');
            if (verb === 'repair') expect({ result, live: world.live }).toMatchObject({ live: before });
            if (verb === 'repair' && result) expect(result).toMatchObject({ changed: false, drift: [] });
            if (verb === 'status') expect(result).toMatchObject({ live: before, drift: [] });
          }
          expect(new Set(world.actions.map((actions) => JSON.stringify(actions))).size).toBe(1);
        }),
        settings,
      );
    },
    LONG,
  );

  it(
    'do not hide a listener that somebody else has moved',
    async () => {
      await fc.assert(
        fc.asyncProperty(lag, fc.integer({ min: 0, max: 20_000 }), async ({ routes, lagMs, coins }, laterMs) => {
          const world = fakeWorld({ routes, faults: [laggingReads(lagMs, coins)] });
          await collect(switchTraffic(world.process().ctx, { to: 'green' }));
          world.clock.advance(laterMs);
          world.moveTraffic('blue');
          // What nobody can read yet, nobody can name.
          world.clock.advance(lagMs);
          const { error } = await collect(switchTraffic(world.process().ctx, { to: 'green' }));
          expect(error).toMatchObject({ code: 'DRIFTED', exitCode: 9 });
          expect(error?.evidence).toHaveLength(3 * routes);
          expect(world.live).toBe('blue');
        }),
        settings,
      );
    },
    LONG,
  );

  it(
    'do not mislead a resume right after a steal',
    async () => {
      await fc.assert(
        fc.asyncProperty(lag, fc.boolean(), async ({ routes, lagMs, coins }, unwind) => {
          const world = fakeWorld({ routes, faults: [laggingReads(lagMs, coins)] });
          const victim = world.process();
          const killing = collect(switchTraffic(victim.ctx, { to: 'green' }), (event) =>
            event.type === 'traffic.shifted' ? victim.kill() : undefined,
          );
          await Promise.race([killing, victim.died]);
          await collect(steal(world.process().ctx, { reason: 'hangs' }));
          const { error } = await collect(resume(world.process().ctx, { unwind }));
          expect(error).toBeUndefined();
          expect(world).toMatchObject({ live: unwind ? 'blue' : 'green' });
          const ends = Object.fromEntries(world.journal.map(({ verb, end }) => [verb, end]));
          expect(ends).toEqual({ steal: 'done', switch: unwind ? 'rolled-back' : 'done' });
        }),
        settings,
      );
    },
    LONG,
  );
});
