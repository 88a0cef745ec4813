import { collect, fakeWorld } from '../testing/index.js';
import { lock } from '../operations/lock.js';
import { resume } from '../operations/resume.js';
import { rollback } from '../operations/rollback.js';
import { scale } from '../operations/scale.js';
import { switchTraffic } from '../operations/switch-traffic.js';
import { unlock } from '../operations/unlock.js';

it('a lease carries the last move that ended well, whatever comes after it', async () => {
  const world = fakeWorld({ proofPerSecond: 10 });
  await collect(switchTraffic(world.ctx, { to: 'green' }));
  const [move] = world.journal;
  const { id, verb, owner, endedAt, release, proof } = move!;
  const lastMove = { id, verb, owner, endedAt, release, proof, to: 'green' };
  expect(world.lease).toMatchObject({ state: 'released', lastMove });
  await collect(scale(world.ctx, { color: 'blue', desired: 3 }));
  await collect(lock(world.ctx, { reason: 'migration' }));
  await collect(unlock(world.ctx));
  expect(world.lease).toMatchObject({ state: 'released', lastMove });
  await collect(rollback(world.ctx));
  expect(world.lease).toMatchObject({ lastMove: { verb: 'rollback', to: 'blue' } });
});

it('a move that was taken back is none, and one that another driver finished is', async () => {
  const world = fakeWorld();
  for (const unwind of [true, false]) {
    const dying = world.process();
    const killing = collect(switchTraffic(dying.ctx, { to: 'green' }), (event) =>
      event.type === 'traffic.shifted' ? dying.kill() : undefined,
    );
    await Promise.race([killing, dying.died]);
    world.clock.advance(70_000);
    await collect(resume(world.ctx, { unwind }));
    expect(world.lease?.lastMove?.to).toBe(unwind ? undefined : 'green');
  }
});
