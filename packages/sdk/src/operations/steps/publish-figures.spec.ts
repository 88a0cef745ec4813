import type { Metrics } from '../../domain/ports.js';
import {
  collect,
  fakeWorld,
  refuse,
  revisionFolder,
  type FakeWorld,
  type FakeWorldOptions,
} from '../../testing/index.js';
import { deploy } from '../deploy.js';
import { resume } from '../resume.js';
import { rollback } from '../rollback.js';
import { switchTraffic } from '../switch-traffic.js';

let source: string;
let remove: () => Promise<void>;
beforeAll(async () => ({ path: source, remove } = await revisionFolder()));
afterAll(() => remove());

const FAILING = { fails: { event: 'Install', script: 'install.sh', message: 'no', logTail: '' } };
const names = ({ figures }: FakeWorld) => figures.map(({ name }) => name);

describe('figures', () => {
  it('tell that a deployment succeeded, and how long it took', async () => {
    const world = fakeWorld({ healthyAfter: 2_000 });
    const startedAt = world.clock.now();
    await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(world.figures).toEqual([
      { name: 'DeploymentSucceeded', value: 1, unit: 'Count' },
      { name: 'DeploymentDuration', value: (world.clock.now() - startedAt) / 1_000, unit: 'Seconds' },
    ]);
  });

  it('tell of a rollback, after the environment is free again', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx, { to: 'green' }));
    expect(world.calls).not.toContain('metrics.publish');
    await collect(rollback(world.ctx));
    expect(names(world)).toEqual(['Rollback']);
    expect(world.calls.at(-1)).toBe('metrics.publish');
  });

  it.each<[string, FakeWorldOptions, string[]]>([
    ['fails in CodeDeploy', { deployments: FAILING }, ['DeploymentFailed']],
    ['cannot bring its bundle up', { faults: [refuse('artifacts.upload', 'ACCESS_DENIED')] }, ['DeploymentFailed']],
    ['is still running when the wait ends', { deployments: { hangs: true } }, []],
    ['is refused before it begins', { faults: [refuse('deployments.groups', 'ACCESS_DENIED', 'every')] }, []],
  ])('of a deployment that %s are as they should be', async (_case, options, expected) => {
    const world = fakeWorld(options);
    const { error } = await collect(deploy(world.ctx, { source, release: 'v3', timeoutMs: 10_000 }));
    expect(error).toBeDefined();
    expect(names(world)).toEqual(expected);
  });

  it.each([
    ['only planned', { dryRun: true }, true],
    ['the settings say no', {}, false],
  ])('are not told when %s', async (_case, input, metrics) => {
    const { ctx, figures } = fakeWorld();
    const config = { ...ctx.config, metrics };
    const { error } = await collect(deploy({ ...ctx, config }, { source, release: 'v3', ...input }));
    expect(error).toBeUndefined();
    expect(figures).toEqual([]);
  });

  it('that are refused change nothing about the operation', async () => {
    const world = fakeWorld({ faults: [refuse('metrics.publish', 'ACCESS_DENIED')] });
    const { path, result } = await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(result).toMatchObject({ changed: true });
    expect(path.slice(-2)).toEqual(['lease.released', 'metrics.unpublished']);
  });

  it('that nobody answers for are waited for two seconds, and given up', async () => {
    const world = fakeWorld();
    let given: AbortSignal | undefined;
    const publish: Metrics['publish'] = (_figures, signal) => {
      given = signal;
      setImmediate(() => world.clock.advance(2_000));
      return new Promise(() => undefined);
    };
    const { path } = await collect(deploy({ ...world.ctx, metrics: { publish } }, { source, release: 'v3' }));
    expect(path.at(-1)).toBe('metrics.unpublished');
    expect(given?.aborted).toBe(true);
  });
});

describe('figures of an operation whose driver died', () => {
  async function dead(world: FakeWorld, verb: 'deploy' | 'rollback') {
    if (verb === 'rollback') await collect(switchTraffic(world.ctx, { to: 'green' }));
    const dying = world.process();
    const at = verb === 'deploy' ? 'deployment.created' : 'traffic.shifted';
    const start = verb === 'deploy' ? deploy(dying.ctx, { source, release: 'v3' }) : rollback(dying.ctx);
    const killing = collect<unknown>(start, (event) => (event.type === at ? dying.kill() : undefined));
    await Promise.race([killing, dying.died]);
    world.clock.advance(70_000);
  }

  it.each<['deploy' | 'rollback', boolean, string[]]>([
    ['deploy', false, ['DeploymentSucceeded', 'DeploymentDuration']],
    ['rollback', false, ['Rollback']],
    ['deploy', true, []],
    ['rollback', true, []],
  ])('a %s, finished or unwound (%s), are told by whoever brings it to its end', async (verb, unwind, expected) => {
    const world = fakeWorld();
    await dead(world, verb);
    await collect(resume(world.ctx, { unwind }));
    expect(names(world)).toEqual(expected);
    await collect(resume(world.ctx));
    expect(names(world)).toEqual(expected);
  });

  it('a deployment that fails after it', async () => {
    const world = fakeWorld({ deployments: FAILING });
    await dead(world, 'deploy');
    await collect(resume(world.ctx));
    expect(names(world)).toEqual(['DeploymentFailed']);
  });

  it('are told once for each deployment when the same command is run again', async () => {
    const world = fakeWorld();
    await dead(world, 'deploy');
    await collect(deploy(world.ctx, { source, release: 'v3' }));
    expect(names(world).filter((name) => name === 'DeploymentSucceeded')).toHaveLength(world.deployments.length);
  });
});
