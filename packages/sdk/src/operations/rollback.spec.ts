import { collect, fakeRelease, fakeWorld, flapTargets, refuse, type FakeWorldOptions } from '../testing/index.js';
import type { JournalDocument } from '../domain/journal.js';
import { rollback } from './rollback.js';
import { switchTraffic } from './switch-traffic.js';

/** A world in which green went live over blue. */
async function switchedWorld(given: FakeWorldOptions = {}) {
  const world = fakeWorld({ live: 'blue', ...given });
  await collect(switchTraffic(world.ctx, { to: 'green' }));
  expect(world.live).toBe('green');
  return world;
}

/** A world in which green is live, with a record that blue served what it holds before. */
function recordedWorld(given: FakeWorldOptions = {}) {
  const world = fakeWorld({ live: 'green', ...given });
  const { blue, green } = world.state.colors;
  const who = { owner: 'jane', surface: 'cli' };
  const since = new Date(0).toISOString();
  const entry: JournalDocument = {
    ...{ version: 1, id: 'earlier', verb: 'switch', ...who, link: null, sequence: null, reason: '' },
    ...{ startedAt: since, endedAt: since, end: 'done', error: null, from: 'blue', to: 'green' },
    ...{ release: green.release, fromRelease: blue.release, deploymentId: null },
    ...{ plan: null, steps: [], proof: null, drivers: [{ ...who, fencing: 1, since }] },
  };
  world.documents.set('journal/9999999999999-earlier.json', {
    body: JSON.stringify(entry),
    version: 'earlier',
  });
  return world;
}

describe('rollback', () => {
  it('goes back to the colour that served before', async () => {
    const world = await switchedWorld({ routes: 2 });
    const run = await collect(rollback(world.ctx));
    expect(run.path.slice(3)).toEqual([
      'lease.acquired',
      'capacity.held',
      'targets.healthy',
      'release.identified',
      'traffic.shifting',
      'traffic.shifted',
      'probe.passed',
      'capacity.restored',
      'lease.released',
    ]);
    expect(run.result).toMatchObject({
      changed: true,
      from: 'green',
      live: 'blue',
      release: fakeRelease('v1', '1'),
      stoppedDeploymentId: null,
    });
    expect(world).toMatchObject({ live: 'blue', leaseHeld: false });
    expect(world.journal[0]).toMatchObject({ verb: 'rollback', end: 'done', from: 'green', to: 'blue' });
  });

  it('does not go forward again when it is delivered twice', async () => {
    const world = await switchedWorld();
    await collect(rollback(world.ctx));
    const again = await collect(rollback(world.ctx));
    expect(again.error).toMatchObject({
      code: 'NOTHING_TO_ROLL_BACK_TO',
      next: expect.stringContaining('bluegreen switch green'),
    });
    expect(world.live).toBe('blue');
  });

  it('goes to the other colour when traffic was moved without us since', async () => {
    const world = await switchedWorld();
    await collect(rollback(world.ctx));
    world.moveTraffic('green');
    const run = await collect(rollback(world.ctx));
    expect(run.result).toMatchObject({ changed: true, from: 'green', live: 'blue' });
  });

  it('finds the last move behind many deployments', async () => {
    const world = await switchedWorld();
    const switched = [...world.documents.entries()].find(([key]) => key.startsWith('journal/'))!;
    for (let newer = 0; newer < 6; newer += 1) {
      const entry = { ...(JSON.parse(switched[1].body) as object), id: `deploy-${newer}`, verb: 'deploy' };
      world.documents.set(`journal/000000000000${newer}-deploy-${newer}.json`, {
        body: JSON.stringify(entry),
        version: `d${newer}`,
      });
    }
    world.state.colors.blue.release = fakeRelease('v3', '3');
    expect((await collect(rollback(world.ctx))).error).toMatchObject({ code: 'NOTHING_TO_ROLL_BACK_TO' });
  });

  it('never is the first time that a release meets customers', async () => {
    const world = fakeWorld({ live: 'green' });
    const run = await collect(rollback(world.ctx));
    expect(run.error).toMatchObject({
      code: 'NOTHING_TO_ROLL_BACK_TO',
      next: expect.stringContaining('bluegreen switch blue'),
    });
    expect(world).toMatchObject({ live: 'green', leaseHeld: false, writes: 0 });
  });

  it('refuses a new release also when traffic was moved without us since the record', async () => {
    const world = await switchedWorld();
    world.moveTraffic('blue');
    world.state.colors.green.release = fakeRelease('v9', '9');
    expect((await collect(rollback(world.ctx))).error).toMatchObject({ code: 'NOTHING_TO_ROLL_BACK_TO' });
    expect(world.live).toBe('blue');
  });

  it('is not held up by a route outside the configuration', async () => {
    const { blue } = fakeWorld().ctx.config.colors;
    const stray = [{ type: 'forward' as const, groups: [{ targetGroupArn: blue.targetGroup, weight: 1 }] }];
    const world = recordedWorld({ strays: [stray] });
    expect((await collect(rollback(world.ctx))).result).toMatchObject({ changed: true, live: 'blue' });
  });

  it('is not held up by loud alarms or by a smaller destination', async () => {
    const world = recordedWorld({ alarms: { errors: 'ALARM' }, instances: { blue: 1, green: 3 } });
    const run = await collect(rollback(world.ctx));
    expect(run.result).toMatchObject({ changed: true, live: 'blue' });
  });

  it('refuses a colour that was deployed to since, because that would be a switch to something new', async () => {
    const world = await switchedWorld();
    world.state.colors.blue.release = fakeRelease('v3', '3');
    const run = await collect(rollback(world.ctx));
    expect(run.error).toMatchObject({
      code: 'NOTHING_TO_ROLL_BACK_TO',
      exitCode: 6,
      message: expect.stringContaining('v3'),
    });
    expect(world.live).toBe('green');
  });

  it.each<[name: string, given: FakeWorldOptions, code: string]>([
    ['it has no targets', { instances: { blue: 0 } }, 'GATE_FAILED'],
    ['it does not become healthy', { healthyAfter: Infinity }, 'NEVER_HEALTHY'],
    ['a target of it falls ill', { faults: [flapTargets('blue')] }, 'PLAN_STALE'],
  ])('refuses the destination when %s', async (_name, given, code) => {
    const world = recordedWorld(given);
    const run = await collect(rollback(world.ctx, { timeoutMs: 10_000 }));
    expect(run.error).toMatchObject({ code });
    expect(world).toMatchObject({ live: 'green', leaseHeld: false, writes: 0 });
  });

  it('refuses a destination that runs something else than CodeDeploy deployed there', async () => {
    const world = recordedWorld();
    world.state.colors.blue.running = () => fakeRelease('v0', '0');
    const run = await collect(rollback(world.ctx));
    expect(run.error).toMatchObject({ code: 'RELEASE_MISMATCH' });
    expect(world.live).toBe('green');
  });

  it('says what to do when the routes disagree and nothing is on record', async () => {
    const blue = [
      {
        type: 'forward' as const,
        groups: [{ targetGroupArn: fakeWorld().ctx.config.colors.blue.targetGroup, weight: 1 }],
      },
    ];
    const green = [
      {
        type: 'forward' as const,
        groups: [{ targetGroupArn: fakeWorld().ctx.config.colors.green.targetGroup, weight: 1 }],
      },
    ];
    const world = fakeWorld({ actions: [blue, green] });
    const run = await collect(rollback(world.ctx));
    expect(run.error).toMatchObject({
      code: 'NOTHING_TO_ROLL_BACK_TO',
      next: expect.stringContaining('bluegreen switch blue'),
    });
    expect(world.writes).toBe(0);
  });

  describe('with a deployment running on the colour that it leaves', () => {
    it('stops it, but only after traffic has left', async () => {
      const world = await switchedWorld();
      const id = world.startForeignDeployment('green');
      const run = await collect(rollback(world.ctx), (event) => {
        if (event.type === 'traffic.shifted') expect(world.deployments[0]!.stopped).toBe(false);
      });
      expect(run.result).toMatchObject({ live: 'blue', stoppedDeploymentId: id });
      expect(run.path.slice(-3)).toEqual(['capacity.restored', 'deployment.stopped', 'lease.released']);
      expect(world.journal[0]!.steps.map(({ change }) => change.kind)).toContain('stop-deployment');
      expect(world.deployments[0]!.stopped).toBe(true);
    });

    it('leaves it alone when told to', async () => {
      const world = await switchedWorld();
      world.startForeignDeployment('green');
      const run = await collect(rollback(world.ctx, { stopDeployment: false }));
      expect(run.result).toMatchObject({ live: 'blue', stoppedDeploymentId: null });
      expect(world.deployments[0]!.stopped).toBe(false);
    });

    it('still succeeds when it cannot be stopped, and says so', async () => {
      const world = await switchedWorld({ faults: [refuse('deployments.stop', 'ACCESS_DENIED')] });
      world.startForeignDeployment('green');
      const run = await collect(rollback(world.ctx));
      expect(run.result).toMatchObject({ changed: true, live: 'blue', stoppedDeploymentId: null });
      expect(run.path.slice(-3)).toEqual(['capacity.restored', 'deployment.unstopped', 'lease.released']);
    });
  });
});
