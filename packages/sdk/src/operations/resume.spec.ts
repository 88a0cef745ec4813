import {
  answerAs,
  collect,
  fakeWorld,
  refuse,
  revisionFolder,
  type FakeProcess,
  type FakeWorld,
  type FakeWorldOptions,
} from '../testing/index.js';
import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import { deploy } from './deploy.js';
import { history } from './history.js';
import { resume } from './resume.js';
import { rollback } from './rollback.js';
import { status } from './status.js';
import { switchTraffic } from './switch-traffic.js';
import { removeScratchFolders } from '../testing/remove-scratch-folders.js';

afterAll(removeScratchFolders);

const EXPIRY_MS = 62_000;
const alone = (arn: string) => [{ type: 'forward' as const, groups: [{ targetGroupArn: arn, weight: 1 }] }];

/** A process that is killed as soon as it has told `at`, with its lease run out. */
async function killedAt(
  world: FakeWorld,
  at: BlueGreenEvent['type'],
  start: (ctx: OperationContext) => Operation<unknown> = (ctx) => switchTraffic(ctx, { to: 'green' }),
): Promise<FakeProcess> {
  const process = world.process({ owner: 'dead@runner', surface: 'ci' });
  const killing = collect(start(process.ctx), (event) => (event.type === at ? process.kill() : undefined));
  await Promise.race([killing, process.died]);
  world.clock.advance(EXPIRY_MS);
  return process;
}

/** A process that is killed before its nth write of a route. */
async function killedBeforeWrite(
  world: FakeWorld,
  nth: number,
  start = (ctx: OperationContext): Operation<unknown> => switchTraffic(ctx),
) {
  const process = world.process({ owner: 'dead@runner' });
  const { write } = process.ctx.traffic;
  let writes = 0;
  const traffic = {
    ...process.ctx.traffic,
    read: (...args: Parameters<OperationContext['traffic']['read']>) => process.ctx.traffic.read(...args),
    routes: (...args: Parameters<OperationContext['traffic']['routes']>) => process.ctx.traffic.routes(...args),
    write: (...args: Parameters<typeof write>) => {
      if ((writes += 1) === nth) process.kill();
      return write(...args);
    },
  };
  await Promise.race([collect(start({ ...process.ctx, traffic })), process.died]);
  world.clock.advance(EXPIRY_MS);
}

const settled = { leaseHeld: false };
const suspended = ({ state }: FakeWorld) => [
  ...state.colors.blue.scaling.suspended,
  ...state.colors.green.scaling.suspended,
];

describe('resume', () => {
  it('has nothing to do, and says so, on a world where nothing is unfinished', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx));
    const { result, path } = await collect(resume(world.ctx));
    expect(result).toEqual({ changed: false, mode: 'finish', operations: [] });
    expect(path).toEqual([]);
  });

  it('finishes a switch that was killed between two routes, in its own entry', async () => {
    const world = fakeWorld({ routes: 3 });
    await killedBeforeWrite(world, 3);
    expect(world.live).toBeNull();
    const run = await collect(resume(world.ctx));
    expect(run.result).toMatchObject({
      changed: true,
      operations: [{ verb: 'switch', action: 'complete', end: 'done' }],
    });
    expect(run.path).toEqual(
      expect.arrayContaining(['operation.found', 'traffic.shifted', 'probe.passed', 'operation.settled']),
    );
    expect(world).toMatchObject({ live: 'green', ...settled });
    expect(world.journal).toMatchObject([
      {
        owner: 'dead@runner',
        end: 'done',
        error: null,
        drivers: [{ fencing: 1 }, { owner: 'jane@laptop', fencing: 2 }],
      },
    ]);
    expect(suspended(world)).toEqual([]);
  });

  it('takes it back with unwind: every route exactly as before', async () => {
    const world = fakeWorld({ routes: 3 });
    const before = world.actions;
    await killedBeforeWrite(world, 3);
    const { result } = await collect(resume(world.ctx, { unwind: true }));
    expect(result).toMatchObject({ mode: 'unwind', operations: [{ action: 'restore', end: 'rolled-back' }] });
    expect(world.actions).toEqual(before);
    expect(world.journal).toMatchObject([{ end: 'rolled-back' }]);
    expect(suspended(world)).toEqual([]);
  });

  it('carries a switch on that had moved nothing, under fresh gates', async () => {
    const world = fakeWorld();
    await killedBeforeWrite(world, 1);
    const { result, path } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ action: 'carry-on', end: 'done' }] });
    expect(path).toContain('gate.judged');
    expect(world).toMatchObject({ live: 'green', ...settled });
  });

  it('refuses to carry it on when a gate is closed by now, and closes it as never moved', async () => {
    const world = fakeWorld();
    await killedBeforeWrite(world, 1);
    world.state.colors.green.instances = 0;
    const { error } = await collect(resume(world.ctx));
    expect(error).toMatchObject({ code: 'GATE_FAILED', exitCode: 6 });
    expect(world).toMatchObject({ live: 'blue', writes: 0, ...settled });
    expect(world.journal).toMatchObject([{ end: 'failed-unmoved', error: { code: 'GATE_FAILED' } }]);
    expect(suspended(world)).toEqual([]);
  });

  it('puts traffic back when the colour that it completes does not prove itself', async () => {
    const world = fakeWorld({ routes: 2, faults: [answerAs('green', { status: 502 })] });
    const before = world.actions;
    await killedBeforeWrite(world, 2);
    const { error } = await collect(resume(world.ctx));
    expect(error).toMatchObject({ code: 'PROBE_FAILED', exitCode: 7 });
    expect(world.actions).toEqual(before);
    expect(world.journal).toMatchObject([{ end: 'rolled-back' }]);
  });

  it('goes on restoring what the dead driver was restoring, also when told to finish', async () => {
    const world = fakeWorld({ routes: 2, faults: [answerAs('green', { status: 502 })] });
    const before = world.actions;
    // Two shifts, one restoration, then death.
    await killedBeforeWrite(world, 4);
    const { result } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ action: 'restore', end: 'rolled-back' }] });
    expect(world.actions).toEqual(before);
  });

  it.each([false, true])(
    'writes nothing where somebody else changed a route meanwhile (unwind: %s)',
    async (unwind) => {
      const world = fakeWorld({ routes: 2 });
      await killedBeforeWrite(world, 2);
      const [first] = world.state.routes;
      world.state.write(first!.arn, alone('arn:somewhere-else'));
      const writes = world.writes;
      const { error } = await collect(resume(world.ctx, { unwind }));
      expect(error).toMatchObject({ code: 'DRIFTED', exitCode: 9, next: expect.stringContaining('bluegreen switch') });
      expect(error!.evidence.join('\n')).toContain(first!.arn);
      expect(world.writes).toBe(writes);
      expect(world.journal).toMatchObject([{ end: 'needs-attention', error: { code: 'DRIFTED' } }]);
      expect(world.leaseHeld).toBe(false);
      expect(suspended(world)).toEqual([]);
      // Said once; a person's word then counts.
      expect((await collect(switchTraffic(world.ctx, { to: 'blue' }))).error?.code).not.toBe('LEASE_HELD');
    },
  );

  it('frees an environment whose operation died before it wrote a word, so that it never can', async () => {
    const world = fakeWorld();
    const process = world.process({ crash: { call: 8, when: 'after' } });
    await Promise.race([collect(switchTraffic(process.ctx)), process.died]);
    while (world.lease === null) await new Promise(setImmediate);
    world.clock.advance(EXPIRY_MS);
    expect(world.journal).toEqual([]);
    const { result } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ action: 'close', end: 'failed-unmoved' }] });
    expect(world.journal).toMatchObject([{ verb: 'switch', end: 'failed-unmoved', steps: [] }]);
    expect(world.leaseHeld).toBe(false);
  });

  it('goes on with what is unfinished when the lease is gone from the bucket, under a number above the former', async () => {
    const world = fakeWorld({ routes: 2 });
    await killedBeforeWrite(world, 2);
    world.documents.delete('lease.json');
    const { result } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ action: 'complete', end: 'done' }] });
    expect(world.journal).toMatchObject([{ drivers: [{ fencing: 1 }, { fencing: 2 }] }]);
  });

  it('says what it would do in a dry run, and changes nothing', async () => {
    const world = fakeWorld({ routes: 2 });
    await killedBeforeWrite(world, 2);
    const documents = JSON.stringify([...world.documents]);
    const { result } = await collect(resume(world.ctx, { dryRun: true }));
    expect(result).toMatchObject({ changed: false, operations: [{ action: 'complete', end: null }] });
    expect(JSON.stringify([...world.documents])).toBe(documents);
  });

  it.each(['no-such-operation', '../../x'])('does not know %s', async (id) => {
    expect((await collect(resume(fakeWorld().ctx, { id }))).error).toMatchObject({
      code: 'OPERATION_UNKNOWN',
      exitCode: 2,
    });
  });

  it('leaves the operation open when nobody can say how things stand', async () => {
    const faults: FakeWorldOptions['faults'] = [];
    const world = fakeWorld({ routes: 2, faults: [(...call) => faults.map((fault) => fault(...call)).find(Boolean)] });
    await killedBeforeWrite(world, 2);
    (faults as unknown[]).push(refuse('traffic.read', 'ACCESS_DENIED', 'every'));
    expect((await collect(resume(world.ctx))).error).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(world.journal).toMatchObject([{ end: null }]);
    expect(world.lease).toMatchObject({ state: 'released', left: 'unfinished' });
    (faults as unknown[]).length = 0;
    expect((await collect(resume(world.ctx))).result).toMatchObject({ operations: [{ end: 'done' }] });
  });

  describe('while the lease has not run out', () => {
    it('waits for its expiry, and takes over within one heartbeat of it', async () => {
      const world = fakeWorld({ routes: 2 });
      await killedBeforeWrite(world, 2);
      // As if it had died just now.
      const { body, version } = world.documents.get('lease.json')!;
      const diedAt = world.clock.now();
      world.documents.set('lease.json', { body, version, modifiedAt: diedAt });
      const run = await collect(resume(world.ctx));
      expect(run.path).toContain('lease.waiting');
      expect(run.result).toMatchObject({ operations: [{ end: 'done' }] });
      const taken = Date.parse(world.journal[0]!.drivers[1]!.since) - diedAt;
      expect(taken).toBeGreaterThanOrEqual(60_000);
      expect(taken).toBeLessThan(60_000 + 15_000);
    });

    it('is told LEASE_HELD as soon as the holder gives a sign of life', async () => {
      const world = fakeWorld({ healthyAfter: 600_000 });
      const living = collect(switchTraffic(world.ctx, { timeoutMs: 120_000 }));
      while (!world.leaseHeld) await new Promise(setImmediate);
      const startedAt = world.clock.now();
      const { error } = await collect(resume(world.process().ctx));
      expect(error).toMatchObject({ code: 'LEASE_HELD', exitCode: 4 });
      expect(world.clock.now() - startedAt).toBeLessThan(20_000);
      await living;
    });
  });
});

describe('any verb that meets what a dead operation left', () => {
  it('settles it first: a rollback takes a dead switch back, which is the rollback', async () => {
    const world = fakeWorld({ routes: 2 });
    const before = world.actions;
    await killedBeforeWrite(world, 2);
    const run = await collect(rollback(world.ctx));
    expect(run.result).toMatchObject({ changed: true, from: 'green', live: 'blue', release: { release: 'v1' } });
    expect(run.path).toEqual(expect.arrayContaining(['operation.found', 'traffic.restored', 'operation.settled']));
    expect(world.actions).toEqual(before);
    expect(world.journal).toMatchObject([{ verb: 'switch', end: 'rolled-back' }]);
  });

  it('does not let a rollback go anywhere when the dead switch had moved nothing', async () => {
    const world = fakeWorld();
    await killedBeforeWrite(world, 1);
    const { result } = await collect(rollback(world.ctx));
    expect(result).toMatchObject({ changed: false, live: 'blue' });
    expect(world).toMatchObject({ live: 'blue', writes: 0, ...settled });
  });

  it('lets a second rollback finish a dead rollback, not undo it', async () => {
    const world = fakeWorld({ routes: 2 });
    await collect(switchTraffic(world.ctx));
    await killedBeforeWrite(world, 2, (ctx) => rollback(ctx));
    const run = await collect(rollback(world.ctx));
    expect(world.live).toBe('blue');
    expect(world.journal[0]).toMatchObject({ verb: 'rollback', end: 'done' });
    expect(run.error).toMatchObject({ code: 'NOTHING_TO_ROLL_BACK_TO' });
  });

  it('lets a switch complete a dead one that had begun to move traffic, and finds it done', async () => {
    const world = fakeWorld({ routes: 2 });
    await killedBeforeWrite(world, 2);
    const { result } = await collect(switchTraffic(world.ctx, { to: 'green' }));
    expect(result).toMatchObject({ changed: false, live: 'green' });
    expect(world.journal).toMatchObject([{ end: 'done', drivers: [{}, {}] }]);
  });

  it('does not begin to move traffic on behalf of a dead switch that had not', async () => {
    const world = fakeWorld();
    await killedBeforeWrite(world, 1);
    const folder = await revisionFolder();
    const { result } = await collect(deploy(world.ctx, { source: folder.path, release: 'v3' }));
    await folder.remove();
    expect(result).toMatchObject({ color: 'green' });
    expect(world.live).toBe('blue');
    expect(world.journal).toMatchObject([
      { verb: 'deploy', end: 'done' },
      { verb: 'switch', end: 'failed-unmoved' },
    ]);
  });

  it('shows it as unfinished, not as running', async () => {
    const world = fakeWorld({ routes: 2 });
    await killedBeforeWrite(world, 2);
    expect((await collect(history(world.ctx))).result).toMatchObject([{ state: 'unfinished', end: null }]);
    expect((await collect(status(world.ctx))).result).toMatchObject({ operation: { verb: 'switch', expired: true } });
  });
});

describe('a deployment whose driver died', () => {
  let source = '';
  let remove = () => Promise.resolve();
  beforeEach(async () => {
    const folder = await revisionFolder();
    source = folder.path;
    remove = folder.remove;
  });
  afterEach(() => remove());
  const deploying = (ctx: OperationContext) => deploy(ctx, { source, release: 'v3' });

  it('is followed to its end and proven', async () => {
    const world = fakeWorld();
    await killedAt(world, 'lifecycle.changed', deploying);
    const { result } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ verb: 'deploy', action: 'follow', end: 'done' }] });
    expect(world.deployments).toHaveLength(1);
    expect(world.state.colors.green.release).toMatchObject({ release: 'v3' });
    expect(suspended(world)).toEqual([]);
  });

  it('is found by its token when its creation was cut off', async () => {
    const world = fakeWorld();
    const process = world.process();
    const create: OperationContext['deployments']['create'] = async (input) => {
      await world.ctx.deployments.create(input);
      process.kill();
      return new Promise(() => {});
    };
    const ctx = { ...process.ctx, deployments: { ...world.ctx.deployments, create } };
    await Promise.race([collect(deploying(ctx)), process.died]);
    world.clock.advance(EXPIRY_MS);
    expect(world.journal).toMatchObject([{ deploymentId: null, end: null }]);
    const { result } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ action: 'follow', end: 'done' }] });
    expect(world.deployments).toHaveLength(1);
    expect(world.journal).toMatchObject([{ deploymentId: world.deployments[0]!.id }]);
  });

  it('is started when only its bundle was there, once', async () => {
    const world = fakeWorld();
    await killedAt(world, 'revision.registered', deploying);
    expect(world.deployments).toEqual([]);
    const { result } = await collect(resume(world.ctx));
    expect(result).toMatchObject({ operations: [{ action: 'carry-on', end: 'done' }] });
    expect(world.deployments).toHaveLength(1);
  });

  it('is closed when not even its bundle was there, and says what to do', async () => {
    const world = fakeWorld();
    await killedAt(world, 'bundle.packed', deploying);
    world.ctx.artifacts.find('', '').catch(() => undefined);
    (world.objects as Map<string, number>).clear();
    const { error } = await collect(resume(world.ctx));
    expect(error).toMatchObject({ code: 'DEPLOYMENT_FAILED', next: expect.stringContaining('bluegreen deploy') });
    expect(world.journal).toMatchObject([{ end: 'failed-unmoved' }]);
  });

  it('is stopped with unwind, for nobody is served by it', async () => {
    const world = fakeWorld({ deployments: { hangs: true } });
    await killedAt(world, 'deployment.created', deploying);
    const { result, path } = await collect(resume(world.ctx, { unwind: true }));
    expect(result).toMatchObject({ operations: [{ action: 'stop', end: 'failed-unmoved' }] });
    expect(path).toContain('deployment.stopped');
    expect(world.deployments[0]!.stopped).toBe(true);
    expect(world).toMatchObject({ live: 'blue', ...settled });
  });

  it('is left to CodeDeploy by a verb that has other things to do', async () => {
    const world = fakeWorld({ deployments: { hangs: true } });
    await collect(switchTraffic(world.ctx));
    world.clock.advance(1_000);
    await killedAt(world, 'deployment.created', deploying);
    const startedAt = world.clock.now();
    await collect(rollback(world.ctx));
    expect(world.clock.now() - startedAt).toBeLessThan(60_000);
    expect((await collect(history(world.ctx))).result!.find((entry) => entry.verb === 'deploy')).toMatchObject({
      state: 'waiting',
    });
    expect(world.leaseHeld).toBe(false);
  });
});
