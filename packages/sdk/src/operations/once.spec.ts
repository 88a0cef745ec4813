import { answerAs, collect, fakeWorld, loseAnswer, revisionFolder, type FakeWorld } from '../testing/index.js';
import type { OperationContext } from '../domain/context.js';
import { deploy } from './deploy.js';
import { rollback } from './rollback.js';
import { switchTraffic } from './switch-traffic.js';

const idempotencyKey = 'slack:1712345678.000200';
const switching = (ctx: OperationContext) => switchTraffic(ctx, { idempotencyKey });

describe('a command with an idempotency key', () => {
  it('acts once: the second delivery gets the result of the first, even after traffic has moved on', async () => {
    const world = fakeWorld();
    const first = await collect(switching(world.ctx));
    await collect(rollback(world.ctx));
    const writes = world.writes;
    const again = await collect(switching(world.process().ctx));
    expect(again.result).toMatchObject({ changed: true, from: 'blue', live: 'green', release: first.result!.release });
    expect(again.result!.plan).toEqual(first.result!.plan);
    expect(again.path).toEqual(['command.repeated']);
    expect(world).toMatchObject({ live: 'blue', writes });
  });

  it('does not write the key down', async () => {
    const world = fakeWorld();
    await collect(switching(world.ctx));
    expect([...world.documents.keys()].filter((key) => key.startsWith('commands/'))).toHaveLength(1);
    expect(JSON.stringify([...world.documents])).not.toContain(idempotencyKey);
  });

  it('follows the first delivery while that still runs', async () => {
    const world = fakeWorld({ healthyAfter: 20_000 });
    const first = collect(switching(world.ctx));
    while (world.journal.length === 0) await new Promise(setImmediate);
    const again = await collect(switching(world.process().ctx));
    expect(again.path).toEqual(['command.repeated', 'step.followed']);
    expect(again.result).toMatchObject({ changed: true, live: 'green' });
    expect((await first).result).toMatchObject({ changed: true });
    expect(world.journal).toHaveLength(1);
  });

  it('finishes the first delivery when that has died half way', async () => {
    const world = fakeWorld({ routes: 2 });
    const dying = world.process();
    const killing = collect(switching(dying.ctx), (event) =>
      event.type === 'traffic.shifted' ? dying.kill() : undefined,
    );
    await Promise.race([killing, dying.died]);
    const again = await collect(switching(world.process().ctx));
    expect(again.result).toMatchObject({ changed: true, live: 'green' });
    expect(world.journal).toMatchObject([{ end: 'done', drivers: [{}, {}] }]);
  });

  it('takes the place of a first delivery that died before it did anything', async () => {
    const world = fakeWorld();
    const dying = world.process({ crash: { call: 2, when: 'before' } });
    await Promise.race([collect(switching(dying.ctx)), dying.died]);
    expect(world.journal).toEqual([]);
    const again = await collect(switching(world.process().ctx));
    expect(again.result).toMatchObject({ changed: true, live: 'green' });
  });

  it('takes the place of a first delivery that died holding the lease, before its first intent', async () => {
    const world = fakeWorld();
    const dying = world.process();
    const killing = collect(switching(dying.ctx), (event) =>
      event.type === 'lease.acquired' ? dying.kill() : undefined,
    );
    await Promise.race([killing, dying.died]);
    expect(world.journal).toEqual([]);
    const again = await collect(switching(world.process().ctx));
    expect(again.result).toMatchObject({ changed: true, live: 'green' });
    expect(world.journal.map(({ end }) => end)).toEqual(['done', 'failed-unmoved']);
  });

  it('fails again as it failed, without trying again', async () => {
    const world = fakeWorld({ faults: [answerAs('green', { status: 502 })] });
    await collect(switching(world.ctx));
    const writes = world.writes;
    const again = await collect(switching(world.process().ctx));
    expect(again.error).toMatchObject({ code: 'PROBE_FAILED', exitCode: 7 });
    expect(world.writes).toBe(writes);
  });

  it.each(['documents.create', 'documents.replace'] as const)('survives a lost answer to %s', async (call) => {
    const world = fakeWorld({ faults: [loseAnswer(call)] });
    expect((await collect(switching(world.ctx))).result).toMatchObject({ changed: true });
    expect((await collect(switching(world.ctx))).result).toMatchObject({ changed: true });
    expect(world.journal).toHaveLength(1);
  });

  it('acts once when it is delivered many times at once', async () => {
    const world = fakeWorld();
    const runs = await Promise.all(Array.from({ length: 4 }, () => collect(switching(world.process().ctx))));
    for (const run of runs) expect(run.result).toMatchObject({ changed: true, live: 'green' });
    expect(world.journal).toHaveLength(1);
  });

  it('works for deployments and rollbacks', async () => {
    const world = fakeWorld();
    const folder = await revisionFolder();
    const input = { source: folder.path, release: 'v3', idempotencyKey: 'pipeline/1' };
    const first = await collect(deploy(world.ctx, input));
    expect((await collect(deploy(world.ctx, input))).result).toEqual(first.result);
    await folder.remove();
    expect(world.deployments).toHaveLength(1);
    await collect(switchTraffic(world.ctx));
    const back = () => collect(rollback(world.ctx, { idempotencyKey: 'pipeline/2' }));
    for (const { result } of [await back(), await back()])
      expect(result).toMatchObject({ changed: true, live: 'blue', stoppedDeploymentId: null });
  });

  it.each(['', 'x'.repeat(501)])('refuses a key that is none: %j', async (key) => {
    const world: FakeWorld = fakeWorld();
    expect((await collect(switchTraffic(world.ctx, { idempotencyKey: key }))).error).toMatchObject({
      code: 'USAGE_INVALID',
    });
    expect(world.documents.size).toBe(0);
  });
});
