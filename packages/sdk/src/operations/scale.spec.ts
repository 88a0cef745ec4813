import { collect, fakeWorld, loseAnswer, refuse, type FakeWorld, type FakeWorldOptions } from '../testing/index.js';
import type { ScaleInput } from '../domain/operations.js';
import { scale } from './scale.js';
import { switchTraffic } from './switch-traffic.js';

const GREEN = 'bluegreen-deployment-production-green-asg';

async function scaled(input: ScaleInput, given: FakeWorldOptions | FakeWorld = {}) {
  const world = 'ctx' in given ? given : fakeWorld(given);
  const run = await collect(scale(world.ctx, input));
  return { world, run, color: world.state.colors[input.color === 'blue' ? 'blue' : 'green'] };
}

describe('scale', () => {
  it('brings a colour up, on record, and waits until every target is healthy', async () => {
    const { world, run, color } = await scaled({ color: 'green', desired: 4 }, { healthyAfter: 20_000 });

    expect(run.path).toEqual([
      'environment.observed',
      'lease.acquired',
      'capacity.changed',
      'targets.waiting',
      'targets.healthy',
      'lease.released',
    ]);
    expect(run.result).toMatchObject({ changed: true, color: 'green', healthy: 4 });
    expect(color.instances).toBe(4);
    expect(world.journal[0]).toMatchObject({
      verb: 'scale',
      end: 'done',
      to: 'green',
      plan: null,
      steps: [
        {
          change: {
            kind: 'set-capacity',
            color: 'green',
            autoScalingGroup: GREEN,
            before: { min: 0, max: 4, desired: 2 },
            after: { min: 0, max: 4, desired: 4 },
          },
          observed: 'minimum 0, maximum 4, desired 4',
        },
      ],
    });
    expect(world).toMatchObject({ live: 'blue', leaseHeld: false, writes: 0 });
  });

  it('brings a colour down and waits until its targets are gone', async () => {
    const { run, color } = await scaled({ color: 'idle', desired: 0 });
    expect(run.result).toMatchObject({ changed: true, healthy: 0, plan: { role: 'idle' } });
    expect(color.instances).toBe(0);
  });

  it('refuses to scale the only way back to 0, and does it when named', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx, {}));
    const refused = await scaled({ color: 'blue', desired: 0 }, world);
    expect(refused.run.error).toMatchObject({
      code: 'CAPACITY_REFUSED',
      exitCode: 6,
      next: expect.stringContaining('--give-up-rollback'),
    });
    expect(world.state.colors.blue.instances).toBe(2);

    const named = await scaled({ color: 'blue', desired: 0, giveUpRollback: true }, world);
    expect(named.run.result).toMatchObject({
      changed: true,
      plan: { role: 'way-back', losses: [expect.stringContaining('instant rollback')] },
    });
    expect(world.state.colors.blue.instances).toBe(0);
  });

  it('only plans with a dry run, refusals included', async () => {
    const { world, run } = await scaled({ color: 'live', desired: 1, dryRun: true });
    expect(run.result).toMatchObject({ changed: false, plan: { role: 'live', refusals: [{}] } });
    expect(world.calls).not.toContain('documents.create');
  });

  it('does nothing when the number is right already', async () => {
    const { run, world } = await scaled({ color: 'green', desired: 2 });
    expect(run.result).toMatchObject({ changed: false, healthy: 2 });
    expect(world.calls).not.toContain('capacity.resize');
  });

  it('carries out exactly what was approved, or nothing', async () => {
    const { run, world } = await scaled({ color: 'green', desired: 3, planHash: 'f'.repeat(64) });
    expect(run.error?.code).toBe('PLAN_STALE');
    const { result } = (await scaled({ color: 'green', desired: 3, dryRun: true }, world)).run;
    const approved = await scaled({ color: 'green', desired: 3, planHash: result!.plan.hash }, world);
    expect(approved.run.result?.changed).toBe(true);
  });

  it('believes the reading, not the lost answer', async () => {
    const { run, color } = await scaled({ color: 'green', desired: 3 }, { faults: [loseAnswer('capacity.resize')] });
    expect(run.result?.changed).toBe(true);
    expect(color.instances).toBe(3);
  });

  it.each<[string, FakeWorldOptions, Partial<ScaleInput>, string]>([
    ['it is refused', { faults: [refuse('capacity.resize', 'ACCESS_DENIED')] }, {}, 'ACCESS_DENIED'],
    ['the targets never become healthy', { healthyAfter: Infinity }, {}, 'NEVER_HEALTHY'],
    ['the number is none', {}, { desired: -1 }, 'USAGE_INVALID'],
    ['the number is no whole one', {}, { max: 1.5 }, 'USAGE_INVALID'],
    ['there is no group', { autoScaling: false }, {}, 'RESOURCE_MISSING'],
  ])('fails and frees the lease when %s', async (_name, given, input, code) => {
    const { world, run } = await scaled({ color: 'green', desired: 3, timeoutMs: 60_000, ...input }, given);
    expect(run.error?.code).toBe(code);
    expect(world).toMatchObject({ live: 'blue', leaseHeld: false });
  });

  it('tells the time out from a failure while instances are still leaving', async () => {
    const stays = fakeWorld();
    stays.state.colors.green.scaling.max = 4;
    Object.defineProperty(stays.state.colors.green, 'instances', { get: () => 2, set: () => undefined });
    const { run } = await scaled({ color: 'green', desired: 1, timeoutMs: 30_000 }, stays);
    expect(run.error).toMatchObject({ code: 'TIMED_OUT', exitCode: 10 });
    expect(run.path).toContain('targets.leaving');
  });

  it('stops on a drifted environment', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx, {}));
    world.moveTraffic('blue');
    const { run } = await scaled({ color: 'green', desired: 3 }, world);
    expect(run.error).toMatchObject({ code: 'DRIFTED', exitCode: 9 });
  });
});
