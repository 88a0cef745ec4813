import { collect, fakeRelease, fakeWorld, GROUP_ARNS, refuse, revisionFolder } from '../testing/index.js';
import { history } from './history.js';
import { packageRevision } from './package-revision.js';
import { plan } from './plan.js';
import { status } from './status.js';
import { switchTraffic } from './switch-traffic.js';
import { join } from 'node:path';
import { stat } from 'node:fs/promises';

describe('status', () => {
  it('reads one picture with the fewest calls, none of them twice', async () => {
    const world = fakeWorld({ live: 'green', instances: { blue: 3 } });
    const { result, path } = await collect(status(world.ctx));
    expect(path).toEqual(['environment.observed']);
    expect(result).toMatchObject({
      environment: 'production',
      live: 'green',
      strays: [],
      disagreement: null,
      testUrl: 'http://bg.example.test:8080',
      operation: null,
      colors: {
        blue: {
          weight: 0,
          healthy: 3,
          total: 3,
          release: fakeRelease('v2', '2'),
          capacity: { desired: 3 },
          targetGroupName: 'bg-blue',
        },
        green: { weight: 100, healthy: 2, total: 2, release: fakeRelease('v1', '1') },
      },
    });
    expect([...world.calls].sort()).toEqual([
      'capacity.describe',
      'deployments.groups',
      'documents.read',
      'targets.health',
      'targets.health',
      'traffic.routes',
    ]);
  });

  it('looks target groups up where only their names are configured', async () => {
    const world = fakeWorld();
    const { colors } = world.ctx.config;
    const config = {
      ...world.ctx.config,
      colors: { blue: { ...colors.blue, targetGroup: 'bg-blue' }, green: { ...colors.green, targetGroup: 'bg-green' } },
    };
    const { result } = await collect(status({ ...world.ctx, config }));
    expect(result!.colors.green.targetGroupArn).toBe(GROUP_ARNS.green);
  });

  it('shows who is at work, and a split as a split', async () => {
    const world = fakeWorld({
      actions: [
        [
          {
            type: 'forward',
            groups: [
              { targetGroupArn: GROUP_ARNS.blue, weight: 3 },
              { targetGroupArn: GROUP_ARNS.green, weight: 1 },
            ],
          },
        ],
      ],
    });
    const { result } = await collect(status(world.ctx));
    expect(result).toMatchObject({ live: null, colors: { blue: { weight: 75 }, green: { weight: 25 } } });
    expect(result!.disagreement).toContain('blue 75 %, green 25 %');
  });

  it('shows the holder of the lease', async () => {
    const world = fakeWorld({ healthyAfter: 60_000 });
    const running = switchTraffic(world.ctx);
    for (let step = await running.next(); step.value && 'type' in step.value && step.value.type !== 'lease.acquired';)
      step = await running.next();
    const { result } = await collect(status(world.ctx));
    expect(result!.operation).toMatchObject({
      verb: 'switch',
      owner: 'jane@laptop',
      surface: 'sdk',
      fencing: 1,
      expired: false,
    });
    await running.return(undefined as never);
    expect((await collect(status(world.ctx))).result!.operation).toBeNull();
  });

  it('passes on what AWS says', async () => {
    const { error } = await collect(
      status(fakeWorld({ faults: [refuse('targets.health', 'CREDENTIALS_EXPIRED')] }).ctx),
    );
    expect(error).toMatchObject({ code: 'CREDENTIALS_EXPIRED', exitCode: 3 });
  });

  it('names anything unforeseen as such, with its cause', async () => {
    const cause = new TypeError('x is not a function');
    const { error } = await collect(status(fakeWorld({ faults: [() => ({ kind: 'refuse', error: cause })] }).ctx));
    expect(error).toMatchObject({ code: 'INTERNAL', exitCode: 1, cause });
  });
});

describe('history', () => {
  it('tells newest first what was done and how it ended', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx));
    world.clock.advance(1_000);
    await collect(switchTraffic(world.ctx));
    const { result, path } = await collect(history(world.ctx));
    expect(path).toEqual([]);
    expect(result).toMatchObject([
      { verb: 'switch', from: 'green', to: 'blue', end: 'done', owner: 'jane@laptop' },
      { verb: 'switch', from: 'blue', to: 'green', end: 'done', release: fakeRelease('v2', '2') },
    ]);
    expect(result![0]).not.toHaveProperty('plan');
    expect((await collect(history(world.ctx, { limit: 1 }))).result).toHaveLength(1);
  });

  it.each([0, -1, 1.5, 1001])('refuses a limit of %s', async (limit) => {
    expect((await collect(history(fakeWorld().ctx, { limit }))).error).toMatchObject({ code: 'USAGE_INVALID' });
  });
});

describe('plan', () => {
  it('tells every gate of a verb at once and changes nothing', async () => {
    const world = fakeWorld({ instances: { green: 1 }, alarms: { errors: 'ALARM' } });
    const { result, error } = await collect(plan(world.ctx, { verb: 'switch' }));
    expect(error).toBeUndefined();
    expect(Object.fromEntries(result!.gates.map((gate) => [gate.gate, gate.verdict]))).toEqual({
      'routes-agree': 'pass',
      'no-running-deployment': 'pass',
      'targets-present': 'pass',
      'targets-healthy': 'pass',
      'capacity-parity': 'fail',
      'release-identity': 'pass',
      'alarms-quiet': 'fail',
    });
    expect(world).toMatchObject({ writes: 0, lease: null, journal: [] });
  });

  it('gives equal plans equal hashes, and others others', async () => {
    const world = fakeWorld();
    const first = (await collect(plan(world.ctx, { verb: 'switch' }))).result!;
    world.clock.advance(5_000);
    const second = (await collect(plan(world.ctx, { verb: 'switch' }))).result!;
    const other = (await collect(plan(fakeWorld({ live: 'green' }).ctx, { verb: 'switch' }))).result!;
    expect(second.createdAt).not.toBe(first.createdAt);
    expect(second.hash).toBe(first.hash);
    expect(other.hash).not.toBe(first.hash);
  });

  it('plans a deployment from its folder', async () => {
    const folder = await revisionFolder();
    const { result } = await collect(plan(fakeWorld().ctx, { verb: 'deploy', source: folder.path, release: 'v3' }));
    await folder.remove();
    expect(result).toMatchObject({ verb: 'deploy', to: 'green', release: { release: 'v3' } });
  });

  it('needs folder and name for a deployment', async () => {
    expect((await collect(plan(fakeWorld().ctx, { verb: 'deploy' }))).error).toMatchObject({ code: 'USAGE_INVALID' });
  });
});

describe('packageRevision', () => {
  it('packs what a deployment would upload, without any environment', async () => {
    const folder = await revisionFolder();
    const output = join(folder.path, '..', `${Date.now()}-revision.zip`);
    const { result, path } = await collect(packageRevision({ source: folder.path, release: 'v3', output }));
    expect(path).toEqual(['bundle.packed']);
    expect(result).toMatchObject({ path: output, files: 4, bytes: (await stat(output)).size });
    expect(result!.key).toBe(`v3-${result!.release.digest}.zip`);
    await folder.remove();
    await (await import('node:fs/promises')).rm(output);
  });
});
