import { collect, fakeRelease, fakeWorld, type FakeWorld, type FakeWorldOptions } from '../testing/index.js';
import type { OutlookInput } from '../domain/outlook.js';
import { deploy } from './deploy.js';
import { lock } from './lock.js';
import { outlook } from './outlook.js';
import { switchTraffic } from './switch-traffic.js';

const V2 = fakeRelease('v2', '2');

/** A world in which v2 is stored, and GREEN holds nothing unless `options` say so. */
function worldWith(options: FakeWorldOptions = { releases: { green: null } }): FakeWorld {
  const world = fakeWorld(options);
  const key = `releases/${world.ctx.config.applicationName}/v2-${V2.digest}.zip`;
  (world.objects as Map<string, number>).set(key, 1_000);
  return world;
}
const looked = async (world: FakeWorld, input?: OutlookInput) => (await collect(outlook(world.ctx, input))).result!;

it('names the deployment that has to come first, then the move, and both are what the engine then does', async () => {
  const world = worldWith();
  const before = await looked(world, { to: 'green', release: 'v2' });
  expect(before).toMatchObject({ standing: 'ready', live: 'blue', to: 'green', release: V2, move: null, refusals: [] });
  expect(before.first).toMatchObject({ verb: 'deploy', to: 'green' });
  expect(world).toMatchObject({ writes: 0, deployments: [] });

  const deployed = await collect(deploy(world.ctx, { release: 'v2', to: before.to }));
  expect(deployed.result?.plan.hash).toBe(before.first!.hash);
  const after = await looked(world, { to: 'green', release: 'v2' });
  expect(after).toMatchObject({ standing: 'ready', first: null, move: { verb: 'switch', to: 'green' }, against: [] });
  const moved = await collect(switchTraffic(world.ctx, { to: after.to, planHash: after.move!.hash }));
  expect(moved.result).toMatchObject({ changed: true, live: 'green' });
  expect(await looked(world, { to: 'green', release: 'v2' })).toMatchObject({ standing: 'done', refusals: [] });
});

it('takes no release to mean the newest, and says when that is live on the other colour', async () => {
  const world = worldWith({ live: 'green', releases: { blue: fakeRelease('v1', '1'), green: V2 } });
  expect(await looked(world)).toMatchObject({
    standing: 'serving',
    live: 'green',
    to: 'blue',
    release: V2,
    move: null,
  });
  expect(await looked(world, { verb: 'switch' })).toMatchObject({ standing: 'ready', move: { to: 'blue' } });
});

it('says that there is nothing to deploy', async () => {
  const world = fakeWorld({ releases: { green: null } });
  expect(await looked(world)).toMatchObject({ standing: 'nothing-stored', to: 'green', release: null });
});

it('waits for targets that a wait may turn, and for no others', async () => {
  const starting = worldWith({ healthyAfter: 60_000 });
  const waits = await looked(starting, { verb: 'switch' });
  expect(waits).toMatchObject({ standing: 'waits', refusals: [] });
  expect(waits.against.map(({ gate }) => gate)).toContain('targets-healthy');

  const ringing = worldWith({ alarms: { errors: 'ALARM' } });
  expect(await looked(ringing, { verb: 'switch' })).toMatchObject({
    standing: 'blocked',
    against: [{ gate: 'alarms-quiet' }],
    refusals: [{ code: 'GATE_FAILED' }],
  });
});

it.each<['deploy' | 'switch', FakeWorldOptions]>([
  ['deploy', { releases: { green: null } }],
  ['switch', {}],
])('tells whose lock blocks a %s', async (verb, options) => {
  const world = worldWith(options);
  await collect(lock(world.ctx, { reason: 'migration' }));
  expect(await looked(world, { verb })).toMatchObject({ standing: 'blocked', refusals: [{ code: 'LEASE_LOCKED' }] });
});

it('tells everything that blocks it at once, and drift before anything is deployed', async () => {
  const world = worldWith({});
  await collect(switchTraffic(world.ctx));
  world.moveTraffic('blue');
  Object.assign(world.state.colors.green, { release: null });
  await collect(lock(world.ctx, { reason: 'migration' }));
  const { standing, refusals, first } = await looked(world, { to: 'green', release: 'v2' });
  const codes = refusals.map(({ code }) => code);
  expect({ standing, codes, first }).toEqual({
    standing: 'blocked',
    codes: ['LEASE_LOCKED', 'DRIFTED'],
    first: expect.objectContaining({ verb: 'deploy' }),
  });
});

it('names the operation that runs, and lets a rollback past a lock', async () => {
  const world = worldWith({});
  await collect(switchTraffic(world.ctx));
  await collect(lock(world.ctx, { reason: 'migration' }));
  expect(await looked(world, { verb: 'rollback' })).toMatchObject({ standing: 'ready', to: 'blue', refusals: [] });

  const busy = worldWith({ healthyAfter: 60_000 });
  const running = switchTraffic(busy.ctx);
  for (let step = await running.next(); !step.done && step.value.type !== 'lease.acquired';)
    step = await running.next();
  const codes = (await looked(busy, { verb: 'switch' })).refusals.map(({ code }) => code);
  expect(codes).toEqual(['LEASE_HELD']);
  await running.return(undefined as never);
});

it('refuses names that cannot be releases or colours', async () => {
  const world = worldWith();
  expect((await collect(outlook(world.ctx, { release: '../x' }))).error).toMatchObject({ code: 'USAGE_INVALID' });
  expect((await collect(outlook(world.ctx, { to: 'red' as never }))).error).toMatchObject({ code: 'COLOR_INVALID' });
  const missing = await collect(outlook(world.ctx, { release: 'v9' }));
  expect(missing.error).toMatchObject({ code: 'RESOURCE_MISSING' });
});
