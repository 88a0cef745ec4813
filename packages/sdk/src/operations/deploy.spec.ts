import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  collect,
  fakeWorld,
  fakeRelease,
  GROUP_ARNS,
  LIFECYCLE,
  loseAnswer,
  refuse,
  revisionFolder,
  type FakeWorld,
  type FakeWorldOptions,
} from '../testing/index.js';
import type { BlueGreenEvent } from '../domain/events.js';
import { deploy } from './deploy.js';
import { history } from './history.js';

// A folder of our own for temporary files, so that what is left behind there can only be ours.
const shared = process.env['TMPDIR'];
let temporary = '';
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'bluegreen-spec-'));
  process.env['TMPDIR'] = temporary;
});
afterAll(async () => {
  if (shared === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = shared;
  await rm(temporary, { recursive: true });
});

let source = '';
let remove = () => Promise.resolve();

beforeEach(async () => {
  const folder = await revisionFolder();
  source = folder.path;
  remove = folder.remove;
});
afterEach(() => remove());

/** Everything that must hold whatever happened: live traffic as before, the environment free, no file left behind. */
async function expectNothingLeft(world: FakeWorld, { waiting = false } = {}) {
  expect(world.live).toBe('blue');
  expect(world.leaseHeld).toBe(false);
  for (const color of ['blue', 'green'] as const) expect(world.state.colors[color].scaling.suspended).toEqual([]);
  for (const entry of world.journal) expect(entry.endedAt === null).toBe(waiting);
  expect((await readdir(temporary)).filter((name) => name.startsWith('bluegreen-bundle-'))).toEqual([]);
}

describe('deploy', () => {
  it('brings the release to the idle colour and proves that every worker runs it', async () => {
    const world = fakeWorld({ live: 'blue', healthyAfter: 2_000 });

    const run = await collect(deploy(world.ctx, { source, release: 'v3', commit: 'abc' }));

    expect(run.path).toEqual([
      'environment.observed',
      'plan.made',
      'gate.judged',
      'lease.acquired',
      'bundle.packed',
      'upload.progressed',
      'upload.finished',
      'capacity.held',
      'revision.registered',
      'deployment.created',
      'lifecycle.changed',
      'deployment.finished',
      'targets.waiting',
      'targets.healthy',
      'release.identified',
      'capacity.restored',
      'lease.released',
    ]);
    const { release } = run.result!;
    expect(run.result).toMatchObject({
      changed: true,
      color: 'green',
      release: { release: 'v3' },
      deploymentId: 'd-000000001',
    });
    expect(world.state.colors.green.release).toEqual(release);
    expect([...world.objects.keys()]).toEqual([`releases/bluegreen-app/v3-${release.digest}.zip`]);
    expect(world.journal).toMatchObject([
      { verb: 'deploy', end: 'done', to: 'green', release, deploymentId: 'd-000000001' },
    ]);
    expect(world.writes).toBe(0);
    await expectNothingLeft(world);
  });

  it('tells every lifecycle event of every instance exactly once', async () => {
    const world = fakeWorld();
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
    const succeeded = run.events.filter((event) => event.type === 'lifecycle.changed' && event.status === 'Succeeded');
    const names = succeeded.map((event) => event.type === 'lifecycle.changed' && `${event.instance} ${event.event}`);
    expect([...names].sort()).toEqual(
      ['i-green0', 'i-green1'].flatMap((id) => LIFECYCLE.map((name) => `${id} ${name}`)).sort(),
    );
    const all = run.events.filter((event) => event.type === 'lifecycle.changed').map((event) => JSON.stringify(event));
    expect(new Set(all).size).toBe(all.length);
  });

  it('uploads nothing that is there already', async () => {
    const world = fakeWorld();
    await collect(deploy(world.ctx, { source, release: 'v3' }));
    const again = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(again.path).toContain('upload.skipped');
    expect(again.path).not.toContain('bundle.packed');
    expect(world.calls.filter((call) => call === 'artifacts.upload')).toHaveLength(1);
    expect(again.result).toMatchObject({ changed: true, deploymentId: 'd-000000002' });
  });

  it('plans and changes nothing in a dry run', async () => {
    const world = fakeWorld();
    const run = await collect(deploy(world.ctx, { source, release: 'v3', dryRun: true }));
    expect(run.result).toMatchObject({ changed: false, color: 'green', deploymentId: null });
    expect(run.result!.plan.steps.map((step) => step.kind)).toEqual(['upload', 'deploy', 'wait-healthy', 'identify']);
    expect(world).toMatchObject({ deployments: [], lease: null, journal: [] });
    expect(world.objects.size).toBe(0);
  });

  it('makes a route refer to the idle group where nothing else does, without moving traffic', async () => {
    const world = fakeWorld({ testListener: false, healthyAfter: 2_000 });
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(run.result).toMatchObject({ changed: true });
    expect(run.path).toContain('idle.referenced');
    expect(world.live).toBe('blue');
    expect(world.state.targets('green').every((target) => target.health === 'healthy')).toBe(true);
  });

  it('refuses a colour that a listener outside the configuration sends traffic to, before it changes anything', async () => {
    const groups = [{ targetGroupArn: GROUP_ARNS.green, weight: 1 }];
    const world = fakeWorld({ live: 'blue', strays: [[{ type: 'forward', groups }]] });
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(run.error).toMatchObject({ code: 'LIVE_COLOR_REFUSED', next: expect.stringContaining('listenerArns') });
    expect(world).toMatchObject({ deployments: [], lease: null, journal: [], writes: 0 });
    expect(world.objects.size).toBe(0);
  });

  it('refuses a bundle that does not validate, with every problem and its line, before it uploads anything', async () => {
    const broken = await revisionFolder({
      'appspec.yml': 'version: 0.0\nos: windows\nhooks:\n  ApplicationStart:\n    - location: gone.sh\n',
    });
    const world = fakeWorld();
    const run = await collect(deploy(world.ctx, { source: broken.path, release: 'v3' }));
    await broken.remove();
    expect(run.error).toMatchObject({ code: 'BUNDLE_INVALID', exitCode: 2 });
    expect(run.error!.evidence.length).toBeGreaterThanOrEqual(2);
    expect(run.error!.evidence.join('\n')).toMatch(/appspec\.yml:2/);
    expect(world.calls.filter((call) => /upload|create|write/.test(call))).toEqual([]);
  });

  it.each([
    ['a folder that is not there', { source: '/nowhere/at/all', release: 'v3' }, 'BUNDLE_INVALID'],
    ['a name that cannot stand in a key', { release: 'v 3/x' }, 'USAGE_INVALID'],
    ['a word that is no colour', { release: 'v3', to: 'red' as never }, 'COLOR_INVALID'],
    ['the live colour', { release: 'v3', to: 'blue' as const }, 'LIVE_COLOR_REFUSED'],
    ['the live colour by that word', { release: 'v3', to: 'live' as const }, 'LIVE_COLOR_REFUSED'],
  ])('refuses %s', async (_name, input, code) => {
    const world = fakeWorld();
    const run = await collect(deploy(world.ctx, { source, ...input }));
    expect(run.error).toMatchObject({ code, exitCode: 2 });
    expect(world).toMatchObject({ deployments: [], lease: null });
    expect(world.objects.size).toBe(0);
  });

  it('refuses while another deployment runs in the group', async () => {
    const world = fakeWorld();
    world.startForeignDeployment('green');
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(run.error).toMatchObject({ code: 'DEPLOYMENT_RUNNING', exitCode: 4 });
    expect(world.deployments).toHaveLength(1);
    await expectNothingLeft(world);
  });

  it.each<[name: string, given: FakeWorldOptions, code: string, exitCode: number]>([
    ['the group has no targets', { instances: { green: 0 } }, 'GATE_FAILED', 6],
    ['the bucket is missing', { faults: [refuse('artifacts.find', 'BUCKET_MISSING')] }, 'BUCKET_MISSING', 2],
    ['the upload is denied', { faults: [refuse('artifacts.upload', 'ACCESS_DENIED')] }, 'ACCESS_DENIED', 3],
    ['the creation is denied', { faults: [refuse('deployments.create', 'ACCESS_DENIED')] }, 'ACCESS_DENIED', 3],
    ['targets never become healthy afterwards', { healthyAfter: Infinity }, 'NEVER_HEALTHY', 6],
  ])('fails, and leaves live traffic alone, when %s', async (_name, given, code, exitCode) => {
    const world = fakeWorld(given);
    const run = await collect(deploy(world.ctx, { source, release: 'v3', timeoutMs: 60_000 }));
    expect(run.error).toMatchObject({ code, exitCode });
    for (const entry of world.journal) expect(entry).toMatchObject({ end: 'failed-unmoved', error: { code } });
    await expectNothingLeft(world);
  });

  it('is not over when only the wait for it is: the entry waits for CodeDeploy, the environment is free', async () => {
    const world = fakeWorld({ deployments: { hangs: true } });
    const run = await collect(deploy(world.ctx, { source, release: 'v3', timeoutMs: 60_000 }));
    expect(run.error).toMatchObject({ code: 'TIMED_OUT', exitCode: 10 });
    expect(world.journal).toMatchObject([{ end: null, deploymentId: 'd-000000001', error: { code: 'TIMED_OUT' } }]);
    expect(world.lease).toMatchObject({ state: 'released', left: 'deployment' });
    expect((await collect(history(world.ctx))).result).toMatchObject([{ state: 'waiting', end: null }]);
    await expectNothingLeft(world, { waiting: true });
  });

  it('shows script, message and log tail of a hook that fails', async () => {
    const fails = {
      event: 'AfterInstall',
      script: 'hooks/after-install.sh',
      message: 'Script failed with exit code 7',
      logTail: '[stdout]ok\n[stderr]no such module\n',
    };
    const world = fakeWorld({ deployments: { fails } });
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(run.error).toMatchObject({
      code: 'DEPLOYMENT_FAILED',
      exitCode: 6,
      message: expect.stringContaining('AfterInstall on i-green0'),
    });
    expect(run.error!.evidence.join('\n')).toContain('[stderr]no such module');
    const told = run.events.filter((event) => event.type === 'lifecycle.failed');
    expect(told).toMatchObject([
      {
        instance: 'i-green0',
        event: 'AfterInstall',
        script: fails.script,
        logTail: ['[stdout]ok', '[stderr]no such module'],
      },
    ]);
    await expectNothingLeft(world);
  });

  it('says that a deployment was stopped by somebody', async () => {
    const world = fakeWorld({ deployments: { hangs: true } });
    const stop = (event: BlueGreenEvent) => {
      if (event.type === 'deployment.created') world.deployments[0]!.stopped = true;
    };
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }), stop);
    expect(run.error).toMatchObject({ code: 'DEPLOYMENT_STOPPED', exitCode: 6 });
    await expectNothingLeft(world);
  });

  it.each([
    [
      'these CloudWatch alarms are active: blue-5xx, blue-slow',
      'blue-5xx, blue-slow',
      '--alarm-names blue-5xx blue-slow',
    ],
    ['something else is the matter', 'ALARM_ACTIVE: something else is the matter', 'whoever stopped it'],
  ])('names the alarm that stopped it: %s', async (message, said, next) => {
    const { ctx } = fakeWorld();
    const error = `ALARM_ACTIVE: ${message}`;
    const progress = () => Promise.resolve({ status: 'Stopped', error, instances: [] } as const);
    const run = await collect(
      deploy({ ...ctx, deployments: { ...ctx.deployments, progress } }, { source, release: 'v3' }),
    );
    expect(run.error).toMatchObject({
      ...{ code: 'DEPLOYMENT_STOPPED', next: expect.stringContaining(next) },
      message: expect.stringContaining(`CloudWatch: ${said}`),
    });
  });

  it('refuses a colour on which something else answers than what was deployed', async () => {
    const world = fakeWorld();
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }), (event) => {
      if (event.type === 'targets.healthy') world.state.colors.green.running = () => fakeRelease('v2', '2');
    });
    expect(run.error).toMatchObject({ code: 'RELEASE_MISMATCH', exitCode: 6 });
    await expectNothingLeft(world);
  });

  it('gives workers that are still changing over a moment', async () => {
    const world = fakeWorld();
    let asked = 0;
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }), (event) => {
      if (event.type !== 'targets.healthy') return;
      const final = world.state.colors.green.release!;
      world.state.colors.green.running = () => ((asked += 1) > 20 ? final : fakeRelease('v2', '2'));
    });
    expect(run.result).toMatchObject({ changed: true });
  });

  describe('when the answer to CreateDeployment is lost', () => {
    it('finds the deployment that it started, and follows that one', async () => {
      const world = fakeWorld({ faults: [loseAnswer('deployments.create')] });
      const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
      expect(run.path).toContain('deployment.adopted');
      expect(run.result).toMatchObject({ changed: true, deploymentId: 'd-000000001' });
      expect(world.deployments).toHaveLength(1);
    });

    it('tries again when nothing was started', async () => {
      const world = fakeWorld({ faults: [refuse('deployments.create', 'ENDPOINT_UNREACHABLE')] });
      const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
      expect(run.result).toMatchObject({ changed: true });
      expect(world.deployments).toHaveLength(1);
    });

    it('starts no second one while nobody can say whether the first started', async () => {
      const world = fakeWorld({
        faults: [loseAnswer('deployments.create'), refuse('deployments.find', 'ENDPOINT_UNREACHABLE', 'every')],
      });
      const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
      expect(run.error).toMatchObject({ code: 'ENDPOINT_UNREACHABLE' });
      expect(world.deployments).toHaveLength(1);
      expect(world.calls.filter((call) => call === 'deployments.create')).toHaveLength(1);
    });
  });

  it('follows the deployment that an earlier run stopped waiting for, and starts no second one', async () => {
    const world = fakeWorld();
    const first = await collect(deploy(world.ctx, { source, release: 'v3', timeoutMs: 900 }));
    expect(first.error).toMatchObject({ code: 'TIMED_OUT' });
    const other = await collect(deploy(world.ctx, { source, release: 'v4' }));
    expect(other.error).toMatchObject({ code: 'DEPLOYMENT_RUNNING' });
    const again = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(again.path).toContain('deployment.adopted');
    expect(again.result).toMatchObject({ changed: true, deploymentId: 'd-000000001' });
    expect(world.deployments).toHaveLength(1);
    expect(world.journal).toMatchObject([{ id: 'operation-1', end: 'done', error: null, drivers: [{}, {}] }]);
  });

  it('does not deploy when traffic moved to the colour during the upload', async () => {
    const world = fakeWorld();
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }), (event) => {
      if (event.type === 'upload.finished') world.moveTraffic('green');
    });
    expect(run.error).toMatchObject({ code: 'PLAN_STALE', exitCode: 9 });
    expect(world.deployments).toEqual([]);
    expect(world.leaseHeld).toBe(false);
  });

  it('bears a few lost answers while it follows', async () => {
    const world = fakeWorld({
      faults: [
        refuse('deployments.progress', 'ENDPOINT_UNREACHABLE', 2),
        refuse('deployments.progress', 'THROTTLED', 3),
      ],
    });
    const run = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(run.result).toMatchObject({ changed: true });
  });

  it.each(['lease.acquired', 'bundle.packed', 'upload.finished', 'deployment.created', 'targets.healthy'] as const)(
    'ends cleanly when it is stopped at %s',
    async (at) => {
      const aborted = fakeWorld({ healthyAfter: 1_000 });
      const run = await collect(deploy(aborted.ctx, { source, release: 'v3' }), (event) =>
        event.type === at ? aborted.abort() : undefined,
      );
      expect(run.error).toMatchObject({ code: 'ABORTED', exitCode: 130 });
      const created = run.path.includes('deployment.created');
      const waiting = !run.path.includes('deployment.finished');
      if (created && waiting) expect(run.error!.message).toContain('goes on in CodeDeploy');
      await expectNothingLeft(aborted, { waiting: created && waiting });

      const left = fakeWorld({ healthyAfter: 1_000 });
      await collect(deploy(left.ctx, { source, release: 'v3' }), (event) => (event.type === at ? 'leave' : undefined));
      await expectNothingLeft(left, { waiting: at === 'deployment.created' });
    },
  );
});
