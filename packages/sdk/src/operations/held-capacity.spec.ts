import { answerAs, collect, fakeWorld, loseTarget, refuse, type Fault, type FakeWorld } from '../testing/index.js';
import { rollback } from './rollback.js';
import { switchTraffic } from './switch-traffic.js';

const suspendedOf = ({ state }: FakeWorld) => [
  state.colors.blue.scaling.suspended,
  state.colors.green.scaling.suspended,
];
const NONE = [[], []];

/** An instance dies while scaling is being held, after the last look before it. */
const diesWhileHolding: Fault = (call, nth, { state }) => {
  if (call === 'capacity.suspend' && nth === 1) state.colors.green.instances -= 1;
};

describe('a switch', () => {
  it('holds scaling before the first route is written, and lets go before it is over', async () => {
    const world = fakeWorld();
    const { path } = await collect(switchTraffic(world.ctx, {}));
    const order = [
      'lease.acquired',
      'capacity.held',
      'traffic.shifting',
      'probe.passed',
      'capacity.restored',
      'lease.released',
    ];
    expect(path.filter((type) => order.includes(type))).toEqual(order);
    expect(world.calls.indexOf('capacity.suspend')).toBeLessThan(world.calls.indexOf('traffic.write'));
    expect(suspendedOf(world)).toEqual(NONE);
    const kinds = world.journal[0]!.steps.map(({ change, endedAt }) => [change.kind, endedAt !== null]);
    expect(kinds).toEqual([
      ['hold-capacity', true],
      ['write-routes', true],
      ['restore-capacity', true],
    ]);
  });

  it.each<[string, Fault]>([
    ['just before the operation looks again', loseTarget('green')],
    ['while scaling is being held', diesWhileHolding],
  ])('is stopped by a target that disappears %s', async (_name, fault) => {
    const world = fakeWorld({ faults: [fault] });
    const { error } = await collect(switchTraffic(world.ctx, {}));
    expect(error).toMatchObject({ code: 'PLAN_STALE', exitCode: 9 });
    expect(world).toMatchObject({ live: 'blue', writes: 0, leaseHeld: false });
    expect(suspendedOf(world)).toEqual(NONE);
  });

  it('loses no target to an alarm while it moves traffic', async () => {
    const world = fakeWorld();
    const { result } = await collect(switchTraffic(world.ctx, {}), ({ type }) => {
      if (type === 'capacity.held') world.scale('green', 1);
    });
    expect(result).toMatchObject({ changed: true, live: 'green' });
    // Only now may the alarm have its way.
    expect(world.state.colors.green.instances).toBe(1);
  });

  it('lets go after it put traffic back', async () => {
    const world = fakeWorld({ faults: [answerAs('green', { status: 502, body: 'Bad gateway' })] });
    const { error } = await collect(switchTraffic(world.ctx, {}));
    expect([error?.code, world.live, suspendedOf(world)]).toEqual(['PROBE_FAILED', 'blue', NONE]);
  });

  it.each(['capacity.held', 'traffic.shifting', 'traffic.shifted', 'capacity.restored'])(
    'lets go after an abort or a caller that leaves at %s',
    async (at) => {
      for (const how of ['abort', 'leave'] as const) {
        const world = fakeWorld();
        await collect(switchTraffic(world.ctx, {}), ({ type }) => {
          if (type !== at) return undefined;
          if (how === 'leave') return 'leave';
          return world.abort();
        });
        expect([at, how, suspendedOf(world), world.leaseHeld]).toEqual([at, how, NONE, false]);
      }
    },
  );

  it('is refused before anything moved when it may not hold', async () => {
    const world = fakeWorld({ faults: [refuse('capacity.suspend', 'ACCESS_DENIED', 'every')] });
    const { error } = await collect(switchTraffic(world.ctx, {}));
    expect(error).toMatchObject({ code: 'ACCESS_DENIED', next: expect.stringContaining('holdCapacity') });
    expect(world).toMatchObject({ live: 'blue', writes: 0, leaseHeld: false });
  });

  it('stays done though scaling could not be resumed, and says how to', async () => {
    const world = fakeWorld({ faults: [refuse('capacity.resume', 'ACCESS_DENIED', 'every')] });
    const run = await collect(switchTraffic(world.ctx, {}));
    expect(run.result).toMatchObject({ changed: true, live: 'green' });
    expect(run.path).toContain('capacity.unrestored');
    expect(world.journal[0]).toMatchObject({ end: 'done' });
  });
});

describe('a rollback', () => {
  it('does not wait for scaling that cannot be held', async () => {
    let broken = false;
    const denied = refuse('capacity.suspend', 'ACCESS_DENIED', 'every');
    const world = fakeWorld({ faults: [(...call) => (broken ? denied(...call) : undefined)] });
    await collect(switchTraffic(world.ctx, {}));
    broken = true;
    const run = await collect(rollback(world.ctx, {}));
    expect(run.result).toMatchObject({ changed: true, live: 'blue' });
    expect(run.path).toContain('capacity.unheld');
  });
});
