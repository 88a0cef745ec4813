import type { Color } from '../../domain/color.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Change } from '../../domain/journal.js';
import { collect, fakeWorld, refuse, type Fault, type FakeWorld, type FakeWorldOptions } from '../../testing/index.js';
import { holdIntent, restoreCapacity, withHeldCapacity } from './hold-capacity.js';
import { observe } from './observe.js';
import type { Held } from './under-lease.js';

const GREEN = 'bluegreen-deployment-production-green-asg';
const BOTH = ['capacity.suspend', 'capacity.suspend'];

/** The only part of a lease's holder that holding capacity speaks to. */
function recorder(verb: string, failure?: BlueGreenError) {
  const recorded: { change: Change; observed: string | null }[] = [];
  const held = {
    operation: { verb },
    record: (...changes: Change[]) => {
      if (failure && changes.some(({ kind }) => kind === 'restore-capacity')) return Promise.reject(failure);
      const steps = changes.map((change) => ({ change, observed: null as string | null }));
      recorded.push(...steps);
      return Promise.resolve(steps.map((step) => ({ done: (observed: string) => void (step.observed = observed) })));
    },
  };
  return { held: held as unknown as Held, recorded };
}

interface Given extends FakeWorldOptions {
  readonly verb?: string;
  readonly lost?: BlueGreenError;
  readonly config?: Partial<FakeWorld['ctx']['config']>;
  readonly to?: Color;
}

async function held(given: Given, act: (world: FakeWorld) => void | Promise<void> = () => undefined, leave = false) {
  const world = fakeWorld(given);
  const context = { ...world.ctx, config: { ...world.ctx.config, ...given.config } };
  const { snapshot } = await observe(context);
  const { held: holder, recorded } = recorder(given.verb ?? 'switch', given.lost);
  const during: Record<Color, string[]> = { blue: [], green: [] };
  const operation = withHeldCapacity(context, holder, snapshot, given.to ?? 'green', async function* () {
    for (const color of ['blue', 'green'] as const) during[color] = [...world.state.colors[color].scaling.suspended];
    yield { type: 'lease.released', operationId: 'at work' } satisfies BlueGreenEvent;
    await act(world);
    return 'worked';
  });
  const run = await collect(operation, ({ type }) => (leave && type === 'lease.released' ? 'leave' : undefined));
  const after = { blue: world.state.colors.blue.scaling.suspended, green: world.state.colors.green.scaling.suspended };
  return { world, run, recorded, during, after };
}

/** Lets everything else that is ready go first, so many times. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const fail = () => {
  throw new BlueGreenError('PROBE_FAILED', 'It broke.', 'Look.');
};

describe('withHeldCapacity', () => {
  it('holds while the steps run, on record, and lets go after them', async () => {
    const { run, recorded, during, after } = await held({});
    expect(run.result).toBe('worked');
    expect(run.path).toEqual(['capacity.held', 'lease.released', 'capacity.restored']);
    expect(during.blue).toEqual(['AZRebalance', 'InstanceRefresh', 'Terminate']);
    expect(during.green).toEqual(expect.arrayContaining(['Launch', 'Terminate', 'AlarmNotification']));
    expect(after).toEqual({ blue: [], green: [] });
    expect(recorded.map(({ change, observed }) => [change.kind, observed])).toEqual([
      ['hold-capacity', 'suspended'],
      ['restore-capacity', 'resumed'],
    ]);
  });

  it('leaves suspended what was so before', async () => {
    const { after } = await held({
      suspended: { blue: ['Terminate'], green: ['ScheduledActions', 'AddToLoadBalancer'] },
    });
    expect(after).toEqual({ blue: ['Terminate'], green: ['AddToLoadBalancer', 'ScheduledActions'] });
  });

  it.each<[string, (world: FakeWorld) => void, boolean]>([
    ['an error', fail, false],
    ['an abort', ({ abort }) => (abort(), fail()), false],
    ['a caller that stops listening', () => undefined, true],
  ])('lets go after %s', async (_name, act, leave) => {
    const { after, recorded } = await held({}, act, leave);
    expect(after).toEqual({ blue: [], green: [] });
    expect(recorded.at(-1)).toMatchObject({ change: { kind: 'restore-capacity' }, observed: 'resumed' });
  });

  it('keeps an alarm from taking instances away meanwhile, and lets it afterwards', async () => {
    let meanwhile = 0;
    const { world } = await held({}, ({ scale, state }) => {
      scale('blue', 1);
      meanwhile = state.colors.blue.instances;
    });
    expect([meanwhile, world.state.colors.blue.instances]).toEqual([2, 1]);
  });

  it('lets the serving colour grow meanwhile', async () => {
    let meanwhile = 0;
    await held({}, ({ scale, state }) => {
      scale('blue', 4);
      meanwhile = state.colors.blue.instances;
    });
    expect(meanwhile).toBe(4);
  });

  it.each<[string, Given]>([
    ['the groups do not exist', { autoScaling: false }],
    ['the settings say so', { config: { holdCapacity: false } }],
  ])('touches nothing when %s', async (_name, given) => {
    const { run, world, recorded } = await held(given);
    expect([run.result, run.path, recorded]).toEqual(['worked', ['lease.released'], []]);
    expect(world.calls.filter((call) => call.startsWith('capacity.'))).toEqual(['capacity.describe']);
  });

  it.each<[string, Given]>([
    ['once everything is suspended', {}],
    ['all the same where nothing is held', { autoScaling: false }],
    [
      'all the same where holding failed',
      { verb: 'rollback', faults: [refuse('capacity.suspend', 'THROTTLED', 'every')] },
    ],
  ])('reads for the steps what they rest on, %s', async (_name, given) => {
    const world = fakeWorld(given);
    const { snapshot } = await observe(world.ctx);
    const { held: holder } = recorder(given.verb ?? 'switch');
    const look = () => {
      const { suspended } = world.state.colors.green.scaling;
      return Promise.resolve(suspended.includes('Terminate'));
    };
    const steps = async function* (frozen: boolean) {
      yield { type: 'lease.released', operationId: 'at work' } satisfies BlueGreenEvent;
      return Promise.resolve(frozen);
    };
    const run = await collect(withHeldCapacity(world.ctx, holder, snapshot, 'green', steps, undefined, look));
    expect(run.result).toBe(given.autoScaling !== false && given.verb !== 'rollback');
  });

  it('ends before the steps when what they rest on cannot be read, and lets go', async () => {
    const world = fakeWorld();
    const { snapshot } = await observe(world.ctx);
    const look = () => Promise.reject(new BlueGreenError('THROTTLED', 'Slow down.', 'Wait.'));
    const steps = jest.fn();
    const operation = withHeldCapacity(world.ctx, recorder('switch').held, snapshot, 'green', steps, undefined, look);
    const run = await collect(operation);
    expect([run.error?.code, run.path]).toEqual(['THROTTLED', ['capacity.restored']]);
    expect(steps).not.toHaveBeenCalled();
  });

  it('ends before the steps when it may not hold, names the way without, and leaves nothing held', async () => {
    const { run, after, world } = await held({ faults: [refuse('capacity.suspend', 'ACCESS_DENIED', 2)] });
    expect(run.error).toMatchObject({ code: 'ACCESS_DENIED', next: expect.stringContaining('holdCapacity: false') });
    expect(run.path).toEqual(['capacity.restored']);
    expect(after).toEqual({ blue: [], green: [] });
    expect(world.calls.filter((call) => call === 'capacity.suspend')).toEqual(BOTH);
  });

  it('leaves nothing held by a suspension that lands after another was refused', async () => {
    const world = fakeWorld({ faults: [refuse('capacity.suspend', 'ACCESS_DENIED', 1)] });
    const { snapshot } = await observe(world.ctx);
    const { capacity } = world.ctx;
    let calls = 0;
    const suspend: typeof capacity.suspend = async (group, processes) => {
      if ((calls += 1) > 1) await turns(20);
      return capacity.suspend(group, processes);
    };
    const context = { ...world.ctx, capacity: { ...capacity, suspend } };
    const steps = jest.fn();
    const run = await collect(withHeldCapacity(context, recorder('switch').held, snapshot, 'green', steps));
    await turns(40);
    expect(run.error?.code).toBe('ACCESS_DENIED');
    expect([world.state.colors.blue.scaling.suspended, world.state.colors.green.scaling.suspended]).toEqual([[], []]);
  });

  it('goes on without in a rollback, for that cannot wait', async () => {
    const { run, after } = await held({
      verb: 'rollback',
      faults: [refuse('capacity.suspend', 'ACCESS_DENIED', 'every')],
    });
    expect(run.path).toEqual(['capacity.unheld', 'lease.released', 'capacity.restored']);
    expect([run.result, after]).toEqual(['worked', { blue: [], green: [] }]);
  });

  it('ends when the suspension does not show', async () => {
    const forgets: Fault = (call, nth, { state }) => {
      if (call === 'capacity.describe' && nth > 1) state.colors.green.scaling.suspended = [];
    };
    const { run, world } = await held({ faults: [forgets] });
    expect(run.error).toMatchObject({ code: 'CAPACITY_REFUSED', evidence: [expect.stringContaining(GREEN)] });
    expect(world.state.colors.blue.scaling.suspended).toEqual([]);
  });

  it('bears a reading that lags', async () => {
    let stale = 2;
    const lags: Fault = (call, nth) =>
      call === 'capacity.describe' && nth > 1 && stale-- > 0
        ? { kind: 'refuse', error: new BlueGreenError('THROTTLED', 'Slow down.', 'Wait.') }
        : undefined;
    expect((await held({ faults: [lags] })).run.result).toBe('worked');
  });

  it.each<[string, (world: FakeWorld) => void, object]>([
    ['a good end', () => undefined, { result: 'worked' }],
    ['an error', fail, { error: { code: 'PROBE_FAILED' } }],
  ])('does not let a failed restoration hide %s, and names the command', async (_name, act, end) => {
    const { run } = await held({ faults: [refuse('capacity.resume', 'ACCESS_DENIED', 'every')] }, act);
    expect(run).toMatchObject(end);
    expect(run.events.at(-1)).toMatchObject({
      type: 'capacity.unrestored',
      next: expect.stringMatching(
        /aws autoscaling resume-processes --auto-scaling-group-name .*blue-asg .* and .*green-asg/,
      ),
    });
  });

  it('tries again when a resumption is refused once', async () => {
    const { run, after } = await held({ faults: [refuse('capacity.resume', 'THROTTLED')] });
    expect(run.path.at(-1)).toBe('capacity.restored');
    expect(after).toEqual({ blue: [], green: [] });
  });

  it('ends in bounded time when nobody answers', async () => {
    const world = fakeWorld();
    const { snapshot } = await observe(world.ctx);
    const resume = () => new Promise<void>(() => setImmediate(() => world.clock.advance(30_000)));
    const context = { ...world.ctx, capacity: { ...world.ctx.capacity, resume } };
    const steps = async function* () {
      yield { type: 'lease.released', operationId: 'at work' } satisfies BlueGreenEvent;
      return Promise.resolve('worked');
    };
    const run = await collect(withHeldCapacity(context, recorder('switch').held, snapshot, 'green', steps));
    expect(run.result).toBe('worked');
    expect(run.events.at(-1)).toMatchObject({
      type: 'capacity.unrestored',
      reason: expect.stringMatching(/within 20 s/),
    });
  });

  it('leaves restoring to whoever took the operation over', async () => {
    const lost = new BlueGreenError('LEASE_LOST', 'Another took over.', 'Look.');
    const { run, after, world } = await held({ lost });
    expect(run.events.at(-1)).toMatchObject({
      type: 'capacity.unrestored',
      next: expect.stringMatching(/took .* over/),
    });
    expect(after.green).not.toEqual([]);
    expect(world.calls).not.toContain('capacity.resume');
  });

  it('restores though the record cannot be written', async () => {
    const lost = new BlueGreenError('ENDPOINT_UNREACHABLE', 'S3 is away.', 'Try again.');
    const { run, after } = await held({ lost });
    expect([run.path.at(-1), after]).toEqual(['capacity.restored', { blue: [], green: [] }]);
  });
});

describe('restoreCapacity', () => {
  it('may be repeated, and needs nothing but what was written down', async () => {
    const world = fakeWorld();
    const { snapshot } = await observe(world.ctx);
    const change = holdIntent(snapshot, 'green', world.ctx.config)!;
    for (const { autoScalingGroup, held: processes } of change.groups)
      await world.ctx.capacity.suspend(autoScalingGroup, processes);
    expect(await restoreCapacity(world.ctx, change)).toBe('resumed');
    expect(await restoreCapacity(world.ctx, change)).toBe('resumed');
    expect(world.state.colors.green.scaling.suspended).toEqual([]);
  });

  it('says what is still held when it fails', async () => {
    const world = fakeWorld({ faults: [refuse('capacity.resume', 'ACCESS_DENIED', 'every')] });
    const change = {
      kind: 'restore-capacity',
      groups: [{ autoScalingGroup: GREEN, suspendedBefore: [], held: ['Launch'] }],
    };
    world.state.colors.green.scaling.suspended = ['Launch'];
    await expect(restoreCapacity(world.ctx, change as Parameters<typeof restoreCapacity>[1])).rejects.toMatchObject({
      code: 'CAPACITY_REFUSED',
      evidence: [`${GREEN}: Launch`],
      next: expect.stringContaining('resume-processes'),
    });
  });
});
