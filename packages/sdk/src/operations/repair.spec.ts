import type { RouteAction } from '../domain/environment.js';
import { answerAs, collect, fakeWorld, GROUP_ARNS, type FakeWorld, type FakeWorldOptions } from '../testing/index.js';
import { repair } from './repair.js';
import { status } from './status.js';
import { observe } from './steps/observe.js';
import { switchTraffic } from './switch-traffic.js';

/** Green is live by a switch, and on record. */
async function switched(options: FakeWorldOptions = {}): Promise<FakeWorld> {
  const world = fakeWorld(options);
  const { error } = await collect(switchTraffic(world.ctx, {}));
  if (error) throw error;
  return world;
}

const drifted = async (options: FakeWorldOptions = {}) => {
  const world = await switched(options);
  world.moveTraffic('blue');
  return world;
};

const driftOf = async ({ ctx }: FakeWorld) =>
  (await collect(status(ctx))).result?.drift.map(({ change }) => change) ?? null;

const stickyGreen: RouteAction[] = [
  {
    type: 'forward',
    groups: [{ targetGroupArn: GROUP_ARNS.green, weight: 1 }],
    stickiness: { enabled: true, durationSeconds: 60 },
  },
];

describe('drift', () => {
  it('is shown by status, and costs no call of its own: the lease, which is read anyway, carries what is intended', async () => {
    const world = await switched();
    const before = world.calls.length;
    expect((await observe(world.ctx)).snapshot.drift).toEqual([]);
    const looked = world.calls.slice(before).filter((call) => call.startsWith('documents.'));
    expect(looked).toEqual(['documents.read']);
    world.moveTraffic('blue');
    expect(await driftOf(world)).toEqual(['colour']);
  });

  it('is nothing where nothing is on record', async () => {
    const world = fakeWorld();
    world.moveTraffic('green');
    expect(await driftOf(world)).toEqual([]);
  });

  it('stops a switch, and names both ways out', async () => {
    const world = await drifted();
    const { error } = await collect(switchTraffic(world.ctx, { to: 'green' }));
    expect(error).toMatchObject({ code: 'DRIFTED', exitCode: 9, next: expect.stringContaining('repair --adopt') });
    expect(world.live).toBe('blue');
  });

  it('that moved no traffic stops nothing, and is carried along', async () => {
    const world = await switched();
    world.state.write(world.state.routes[0]!.arn, stickyGreen);
    expect(await driftOf(world)).toEqual(['detail']);
    const { result } = await collect(switchTraffic(world.ctx, { to: 'blue' }));
    expect(result?.changed).toBe(true);
    expect(world.actions[0]![0]).toMatchObject({ stickiness: { enabled: true, durationSeconds: 60 } });
    expect(await driftOf(world)).toEqual([]);
  });
});

describe('repair', () => {
  it('puts the recorded actions back as a move of traffic, proven', async () => {
    const world = await drifted();
    const recorded = world.journal[0]!.steps.flatMap(({ change }) =>
      change.kind === 'write-routes' ? change.routes : [],
    );
    const run = await collect(repair(world.ctx));
    expect(run.path).toEqual(expect.arrayContaining(['drift.found', 'plan.made', 'traffic.shifted', 'probe.passed']));
    expect(run.result).toMatchObject({ changed: true, adopted: false, live: 'green', drift: [{ change: 'colour' }] });
    expect(world.actions[0]).toEqual(recorded.at(-1)!.after);
    expect(world.journal[0]).toMatchObject({ verb: 'repair', end: 'done', from: 'blue', to: 'green' });
    expect(await driftOf(world)).toEqual([]);
  });

  it('puts back what moved no traffic as well', async () => {
    const world = await switched();
    world.state.write(world.state.routes[0]!.arn, stickyGreen);
    const { result } = await collect(repair(world.ctx));
    expect(result).toMatchObject({ changed: true, live: 'green' });
    expect(await driftOf(world)).toEqual([]);
  });

  it('adopts: writes a record, and no route', async () => {
    const world = await drifted();
    const { writes } = world;
    const run = await collect(repair(world.ctx, { adopt: true }));
    expect(run.path).toEqual([
      'environment.observed',
      'drift.found',
      'lease.acquired',
      'routes.adopted',
      'lease.released',
    ]);
    expect(run.result).toMatchObject({ changed: true, adopted: true, live: 'blue', plan: null });
    expect([world.writes, world.journal[0]]).toMatchObject([writes, { verb: 'adopt', end: 'done' }]);
    expect(await driftOf(world)).toEqual([]);
    // What is adopted is what the next drift is measured by.
    world.moveTraffic('green');
    expect(await driftOf(world)).toEqual(['colour']);
  });

  it.each([{}, { adopt: true }])('changes nothing where nothing drifted: %j', async (input) => {
    const world = await switched();
    const { writes } = world;
    const { result } = await collect(repair(world.ctx, input));
    expect([result?.changed, world.writes, world.journal.length]).toEqual([false, writes, 1]);
  });

  it.each([{}, { adopt: true }])('changes nothing in a dry run: %j', async (input) => {
    const world = await drifted();
    const { writes } = world;
    const { result } = await collect(repair(world.ctx, { ...input, dryRun: true }));
    expect(result).toMatchObject({ changed: false, drift: [{ change: 'colour' }] });
    expect([world.writes, world.journal.length]).toEqual([writes, 1]);
  });

  it.each([{}, { adopt: true }])('does only what was approved: %j', async (input) => {
    const world = await drifted();
    const { hash } = (await collect(repair(world.ctx, { ...input, dryRun: true }))).result!;
    const other = await collect(repair(world.ctx, { ...input, planHash: 'f'.repeat(64) }));
    expect(other.error?.code).toBe('PLAN_STALE');
    const { result } = await collect(repair(world.ctx, { ...input, planHash: hash }));
    expect(result?.changed).toBe(true);
  });

  it('has the gates of a rollback: it never moves traffic to a sick colour', async () => {
    const world = await drifted();
    world.sicken('green');
    const { error } = await collect(repair(world.ctx));
    expect(error?.exitCode).toBe(6);
    expect(world.live).toBe('blue');
  });

  it('puts the drift back exactly when the repaired colour does not prove itself', async () => {
    let broken = false;
    const world = await drifted({ faults: [answerAs('green', { status: 502, body: 'Bad gateway' }, () => broken)] });
    const found = structuredClone(world.actions);
    broken = true;
    const { error } = await collect(repair(world.ctx));
    expect(error).toMatchObject({ code: 'PROBE_FAILED' });
    expect(world.actions).toEqual(found);
    expect(await driftOf(world)).toEqual(['colour']);
  });

  it('cannot put back a route that is gone, and says so', async () => {
    const world = await switched({ routes: 2 });
    world.state.routes.splice(1, 1);
    expect(await driftOf(world)).toEqual(['gone']);
    expect((await collect(repair(world.ctx))).error).toMatchObject({ code: 'DRIFTED' });
    expect((await collect(repair(world.ctx, { adopt: true }))).result?.adopted).toBe(true);
    expect(await driftOf(world)).toEqual([]);
  });
});
