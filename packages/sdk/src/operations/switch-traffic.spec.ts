import {
  answerAs,
  collect,
  dropWrite,
  fakeRelease,
  fakeWorld,
  flapTargets,
  GROUP_ARNS,
  hijack,
  loseAnswer,
  refuse,
  staleReadBack,
  type FakeWorld,
  type FakeWorldOptions,
} from '../testing/index.js';
import type { RouteAction } from '../domain/environment.js';
import type { JournalDocument } from '../domain/journal.js';
import { switchTraffic } from './switch-traffic.js';

const forward = (...groups: [arn: string, weight: number][]): RouteAction => ({
  type: 'forward',
  groups: groups.map(([targetGroupArn, weight]) => ({ targetGroupArn, weight })),
});
const { blue, green } = GROUP_ARNS;

/** What must be true after every failure: nothing left behind, and the routes exactly as before. */
function expectUnmoved(world: FakeWorld, before: FakeWorld['actions']) {
  expect(world.actions).toEqual(before);
  expect(world.leaseHeld).toBe(false);
  for (const entry of world.journal) expect(entry.endedAt).not.toBeNull();
}

describe('switchTraffic', () => {
  it('makes the idle colour live, on record, and frees the environment', async () => {
    const world = fakeWorld({ live: 'blue' });

    const run = await collect(switchTraffic(world.ctx));

    expect(run.path).toEqual([
      'environment.observed',
      'plan.made',
      'gate.judged',
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
    expect(run.result).toMatchObject({ changed: true, from: 'blue', live: 'green', release: fakeRelease('v2', '2') });
    expect(world).toMatchObject({ live: 'green', leaseHeld: false });
    expect(world.actions).toEqual([[forward([green, 1])]]);
    expect(world.journal).toMatchObject([
      {
        verb: 'switch',
        end: 'done',
        from: 'blue',
        to: 'green',
        error: null,
        fromRelease: fakeRelease('v1', '1'),
        owner: 'jane@laptop',
      },
    ]);
  });

  it('does nothing when the colour is live already', async () => {
    const world = fakeWorld({ live: 'green' });
    const run = await collect(switchTraffic(world.ctx, { to: 'green' }));
    expect(run.path).toEqual(['environment.observed', 'plan.made', 'gate.judged']);
    expect(run.result).toMatchObject({ changed: false, live: 'green', plan: { steps: [] } });
    expect(world).toMatchObject({ writes: 0, lease: null });
  });

  it('changes nothing in a dry run, and says what it would do', async () => {
    const world = fakeWorld({ live: 'blue' });
    const run = await collect(switchTraffic(world.ctx, { dryRun: true }));
    expect(run.result).toMatchObject({ changed: false, live: 'blue', plan: { to: 'green' } });
    expect(run.result?.plan.steps.map((step) => step.kind)).toEqual(['wait-healthy', 'identify', 'shift', 'prove']);
    expect(world).toMatchObject({ writes: 0, lease: null, journal: [] });
  });

  it('refuses to leave a listener outside the configuration behind, and changes nothing', async () => {
    const world = fakeWorld({ live: 'blue', strays: [[forward([blue, 1])]] });
    const run = await collect(switchTraffic(world.ctx, { to: 'green' }));
    expect(run.error).toMatchObject({ code: 'GATE_FAILED', next: expect.stringContaining('listenerArns') });
    expect(world).toMatchObject({ live: 'blue', writes: 0, lease: null, journal: [] });
  });

  it('waits for the idle colour to become healthy, identifies it, and looks again before it shifts', async () => {
    const world = fakeWorld({ healthyAfter: 5_000 });
    const run = await collect(switchTraffic(world.ctx));
    expect(run.path.slice(3)).toEqual([
      'lease.acquired',
      'capacity.held',
      'targets.waiting',
      'targets.healthy',
      'release.identified',
      'traffic.shifting',
      'traffic.shifted',
      'probe.passed',
      'capacity.restored',
      'lease.released',
    ]);
    expect(world).toMatchObject({ live: 'green', leaseHeld: false });
  });

  it('renews its lease while it waits', async () => {
    const world = fakeWorld({ healthyAfter: 200_000 });
    let age = Infinity;
    const run = await collect(switchTraffic(world.ctx), (event) => {
      if (event.type === 'targets.healthy') age = world.clock.now() - world.documents.get('lease.json')!.modifiedAt!;
    });
    expect(run.error).toBeUndefined();
    expect(age).toBeLessThan(30_000);
  });

  it('bears the former colour for as long as the load balancer takes to follow', async () => {
    const world = fakeWorld({ propagationMs: 4_000 });
    const run = await collect(switchTraffic(world.ctx));
    expect(run.result).toMatchObject({ changed: true });
    expect(world.live).toBe('green');
  });

  it('keeps stickiness, order and other actions, and shifts every route', async () => {
    const login: RouteAction = { type: 'other', raw: { Type: 'authenticate-oidc', Order: 1 } };
    const sticky = { enabled: true, durationSeconds: 60 };
    const world = fakeWorld({
      actions: [
        [login, { ...forward([blue, 100]), order: 2, stickiness: sticky } as RouteAction],
        [forward([blue, 1])],
      ],
    });
    const run = await collect(switchTraffic(world.ctx));
    expect(run.result).toMatchObject({ changed: true });
    expect(world.actions).toEqual([
      [login, { ...forward([green, 100]), order: 2, stickiness: sticky }],
      [forward([green, 1])],
    ]);
  });

  it('heals routes that disagree, when the colour is named', async () => {
    const actions = [[forward([blue, 1])], [forward([green, 1])]];
    const refused = await collect(switchTraffic(fakeWorld({ actions }).ctx));
    expect(refused.error).toMatchObject({
      code: 'GATE_FAILED',
      next: expect.stringContaining('bluegreen switch green'),
    });

    const world = fakeWorld({ actions });
    const run = await collect(switchTraffic(world.ctx, { to: 'green' }));
    expect(run.result).toMatchObject({ changed: true, from: null, live: 'green' });
    expect(world.live).toBe('green');
  });

  describe('on a listener without colour rules', () => {
    it('refers to the idle group at weight 0 first, and leaves the other one so', async () => {
      const world = fakeWorld({ testListener: false, healthyAfter: 3_000, routes: 2 });
      const run = await collect(switchTraffic(world.ctx));
      expect(run.path.slice(3)).toEqual([
        'lease.acquired',
        'capacity.held',
        'idle.referenced',
        'targets.waiting',
        'targets.healthy',
        'traffic.shifting',
        'traffic.shifted',
        'probe.passed',
        'capacity.restored',
        'lease.released',
      ]);
      expect(world.live).toBe('green');
      expect(world.actions[0]).toEqual([forward([green, 1], [blue, 0])]);
    });

    it('takes the reference off again when the idle colour never becomes healthy', async () => {
      const world = fakeWorld({ testListener: false, healthyAfter: Infinity });
      const before = world.actions;
      const run = await collect(switchTraffic(world.ctx, { timeoutMs: 10_000 }));
      expect(run.error).toMatchObject({ code: 'NEVER_HEALTHY' });
      expect(run.path).toContain('traffic.restored');
      expectUnmoved(world, before);
      expect(world.journal).toMatchObject([{ end: 'failed-unmoved' }]);
    });

    it('refuses when nobody can say what the idle colour runs', async () => {
      const world = fakeWorld({ testListener: false, releases: { green: null } });
      const run = await collect(switchTraffic(world.ctx));
      expect(run.error).toMatchObject({ code: 'RELEASE_MISMATCH' });
      expect(world.writes).toBe(world.state.writes);
      expectUnmoved(world, fakeWorld({ testListener: false }).actions);
    });
  });

  describe.each<[name: string, given: FakeWorldOptions, code: string, exitCode: number]>([
    ['targets never become healthy', { healthyAfter: Infinity }, 'NEVER_HEALTHY', 6],
    ['the idle colour has no targets', { instances: { green: 0 } }, 'GATE_FAILED', 6],
    ['the idle colour is smaller', { instances: { green: 1 } }, 'GATE_FAILED', 6],
    ['an alarm rings', { alarms: { errors: 'ALARM' } }, 'GATE_FAILED', 6],
    ['an alarm has no data', { alarms: { errors: 'INSUFFICIENT_DATA' } }, 'GATE_FAILED', 6],
    ['an alarm does not exist', { alarms: { errors: 'MISSING' } }, 'GATE_FAILED', 6],
    ['the groups are on no route', { actions: [] }, 'TARGETS_UNREFERENCED', 6],
    ['somebody moved the listener', { faults: [hijack('green')] }, 'PLAN_STALE', 9],
    ['a target falls ill at the last moment', { faults: [flapTargets('green')] }, 'PLAN_STALE', 9],
    ['the write is denied', { faults: [refuse('traffic.write', 'ACCESS_DENIED', 'every')] }, 'ACCESS_DENIED', 3],
    ['the journal cannot be written', { faults: [refuse('documents.create', 'ACCESS_DENIED', 2)] }, 'ACCESS_DENIED', 3],
    ['the listener cannot be read', { faults: [refuse('traffic.routes', 'THROTTLED')] }, 'THROTTLED', 6],
  ])('refuses, and leaves everything as it was, when %s', (_name, given, code, exitCode) => {
    it(`throws ${code}`, async () => {
      const world = fakeWorld(given);
      const run = await collect(switchTraffic(world.ctx, { timeoutMs: 20_000 }));
      expect(run.error).toMatchObject({ code, exitCode });
      expect(run.error!.next).toMatch(/\w/);
      expect(run.path).not.toContain('probe.passed');
      const hijacked = code === 'PLAN_STALE' && world.live === 'green';
      expectUnmoved(world, hijacked ? world.actions : fakeWorld(given).actions);
      for (const entry of world.journal) expect(entry.end).toBe('failed-unmoved');
    });
  });

  it('refuses while a deployment runs on the idle colour', async () => {
    const world = fakeWorld();
    const id = world.startForeignDeployment('green');
    const run = await collect(switchTraffic(world.ctx));
    expect(run.error).toMatchObject({ code: 'DEPLOYMENT_RUNNING', exitCode: 4, next: expect.stringContaining(id) });
    expect(world).toMatchObject({ live: 'blue', writes: 0, leaseHeld: false });
  });

  it.each([
    [
      'a worker runs another release',
      (target: number, worker: number) => fakeRelease('v2', target === 1 && worker === 3 ? '9' : '2'),
      /worker 3: v2 \(999999999999\)/,
    ],
    [
      'a target does not answer',
      (target: number) => (target === 1 ? null : fakeRelease('v2', '2')),
      /i-green1: no answer/,
    ],
  ] as const)('refuses when %s', async (_name, running, evidence) => {
    const world = fakeWorld();
    world.state.colors.green.running = running;
    const run = await collect(switchTraffic(world.ctx));
    expect(run.error).toMatchObject({ code: 'RELEASE_MISMATCH' });
    expect(run.error!.evidence.join('\n')).toMatch(evidence);
    expect(world).toMatchObject({ live: 'blue', writes: 0, leaseHeld: false });
  });

  it('refuses a word that is no colour before it asks AWS anything', async () => {
    const world = fakeWorld();
    const run = await collect(switchTraffic(world.ctx, { to: 'gren' as never }));
    expect(run.error).toMatchObject({ code: 'COLOR_INVALID', exitCode: 2 });
    expect(run.error!.next).toContain('Did you mean `green`?');
    expect(world.calls).toEqual([]);
  });

  it('carries out an approved plan, and refuses it once the environment has changed', async () => {
    const world = fakeWorld();
    const approved = (await collect(switchTraffic(world.ctx, { dryRun: true }))).result!.plan.hash;
    world.state.colors.green.instances = 3;
    const stale = await collect(switchTraffic(world.ctx, { planHash: approved }));
    expect(stale.error).toMatchObject({ code: 'PLAN_STALE', exitCode: 9 });
    world.state.colors.green.instances = 2;
    const run = await collect(switchTraffic(world.ctx, { planHash: approved }));
    expect(run.result).toMatchObject({ changed: true });
  });

  it('tells who is at work when the environment is held, and touches nothing', async () => {
    const world = fakeWorld({ healthyAfter: 60_000 });
    const first = switchTraffic(world.ctx);
    while ((await first.next()).value?.['type' as never] !== 'lease.acquired');
    const run = await collect(
      switchTraffic({ ...world.ctx, actor: { owner: 'ci', surface: 'ci' }, newId: () => 'second' }),
    );
    expect(run.error).toMatchObject({
      code: 'LEASE_HELD',
      exitCode: 4,
      message: expect.stringContaining('jane@laptop'),
    });
    expect(world.lease?.operation.id).toBe('operation-1');
    await first.return(undefined as never);
    expect(world).toMatchObject({ leaseHeld: false, writes: 0 });
  });

  describe('undoes a shift that does not hold', () => {
    const two: readonly RouteAction[][] = [
      [{ ...forward([blue, 7]), stickiness: { enabled: true, durationSeconds: 9 } } as RouteAction],
      [forward([blue, 3], ['arn:other', 0])],
      [forward([blue, 1])],
    ];

    it.each<[name: string, faults: FakeWorldOptions['faults'], code: string]>([
      ['the new colour answers 502', [answerAs('green', { status: 502, body: '' })], 'PROBE_FAILED'],
      [
        'the new colour answers with another release',
        [answerAs('green', { body: JSON.stringify({ release: 'v9', color: 'green' }) })],
        'PROBE_FAILED',
      ],
      ['nobody answers', [answerAs('green', { status: null, failure: 'ECONNREFUSED' })], 'PROBE_FAILED'],
      [
        'a server error keeps coming back',
        [answerAs('green', { status: 503 }, (nth) => nth % 8 === 0)],
        'PROBE_FAILED',
      ],
      ['the write of the second route is lost without a word', [dropWrite(2)], 'READ_BACK_MISMATCH'],
      ['the write of the last route is refused', [refuse('traffic.write', 'THROTTLED', 3)], 'SWITCH_REVERTED'],
      ['the answer to a write is lost', [loseAnswer('traffic.write', 2)], 'SWITCH_REVERTED'],
      ['the answer to the first write is lost', [loseAnswer('traffic.write', 1)], 'SWITCH_REVERTED'],
    ])('when %s', async (_name, faults, code) => {
      const world = fakeWorld({ actions: two, faults });
      const run = await collect(switchTraffic(world.ctx));
      expect(run.error).toMatchObject({ code, exitCode: 7 });
      expect(run.path.slice(-3)).toEqual(['traffic.restored', 'capacity.restored', 'lease.released']);
      expectUnmoved(world, two);
      expect(world.journal).toMatchObject([{ end: 'rolled-back', error: { code } }]);
    });

    it('puts routes back in reverse order', async () => {
      const world = fakeWorld({ routes: 3, faults: [answerAs('green', { status: 500 })] });
      const written: string[] = [];
      const { write } = world.ctx.traffic;
      const traffic = {
        ...world.ctx.traffic,
        write: (...args: Parameters<typeof write>) => (written.push(args[0].arn), write(...args)),
      };
      await collect(switchTraffic({ ...world.ctx, traffic }));
      const arns = world.state.routes.map((route) => route.arn);
      expect(written).toEqual([...arns, ...[...arns].reverse()]);
    });

    it('gives a colour up early that answers nothing but server errors', async () => {
      const world = fakeWorld({ faults: [answerAs('green', { status: 500 })] });
      const start = world.clock.now();
      await collect(switchTraffic(world.ctx));
      expect(world.clock.now() - start).toBeLessThan(5_000);
    });

    it('proves again from the start after a relapse', async () => {
      const world = fakeWorld({ faults: [answerAs('green', { status: 503 }, (nth) => nth === 6)] });
      const run = await collect(switchTraffic(world.ctx));
      expect(run.result).toMatchObject({ changed: true });
      expect(world.calls.filter((call) => call === 'probe.get').length).toBeGreaterThanOrEqual(16);
    });

    it('is patient with a read-back that lags', async () => {
      const world = fakeWorld({ faults: [staleReadBack(3)] });
      const run = await collect(switchTraffic(world.ctx));
      expect(run.result).toMatchObject({ changed: true });
    });
  });

  it('says so loudly when traffic cannot be put back, with what was read', async () => {
    const world = fakeWorld({
      faults: [
        answerAs('green', { status: 500 }),
        (call, nth) => (call === 'traffic.write' && nth > 1 ? { kind: 'drop' } : undefined),
      ],
    });
    const run = await collect(switchTraffic(world.ctx));
    expect(run.error).toMatchObject({
      code: 'RESTORE_FAILED',
      exitCode: 8,
      next: expect.stringContaining('bluegreen switch blue'),
    });
    expect(run.error!.evidence.join('\n')).toContain(green);
    expect(world).toMatchObject({ live: 'green', leaseHeld: false });
    expect(world.journal).toMatchObject([{ end: 'needs-attention', error: { code: 'RESTORE_FAILED' } }]);
  });

  describe('when it is stopped', () => {
    it.each([
      ['environment.observed', 'failed-unmoved'],
      ['lease.acquired', 'failed-unmoved'],
      ['targets.healthy', 'failed-unmoved'],
      ['traffic.shifting', 'failed-unmoved'],
      ['traffic.shifted', 'rolled-back'],
    ] as const)('by an abort at %s, it ends as before', async (at, end) => {
      const world = fakeWorld({ routes: 2 });
      const before = world.actions;
      const run = await collect(switchTraffic(world.ctx), (event) => (event.type === at ? world.abort() : undefined));
      expect(run.error).toMatchObject({ code: 'ABORTED', exitCode: 130 });
      expectUnmoved(world, before);
      for (const entry of world.journal) expect(entry.end).toBe(end);
    });

    it.each(['lease.acquired', 'targets.healthy', 'traffic.shifting', 'traffic.shifted'] as const)(
      'by a caller that leaves at %s, it ends as before',
      async (at) => {
        const world = fakeWorld({ routes: 2 });
        const before = world.actions;
        await collect(switchTraffic(world.ctx), (event) => (event.type === at ? 'leave' : undefined));
        expectUnmoved(world, before);
      },
    );

    it('by an abort in the middle of a wait, it does not wait on', async () => {
      const world = fakeWorld({ healthyAfter: Infinity });
      const start = world.clock.now();
      const run = await collect(switchTraffic(world.ctx), (event) =>
        event.type === 'targets.waiting' ? world.abort() : undefined,
      );
      expect(run.error).toMatchObject({ code: 'ABORTED' });
      expect(world.clock.now() - start).toBeLessThan(1_000);
      expectUnmoved(world, fakeWorld().actions);
    });
  });

  it('stops before it shifts when its operation was taken over while it waited, and leaves its end to the other', async () => {
    const world = fakeWorld({ healthyAfter: 40_000 });
    const run = await collect(switchTraffic(world.ctx), (event) => {
      if (event.type !== 'targets.waiting') return;
      const [key, stored] = [...world.documents].find(([name]) => name.startsWith('journal/'))!;
      const entry = JSON.parse(stored.body) as JournalDocument;
      const other = { owner: 'somebody', surface: 'cli', fencing: 2, since: entry.startedAt };
      const body = JSON.stringify({ ...entry, drivers: [...entry.drivers, other] });
      world.documents.set(key, { body, version: 'theirs', modifiedAt: world.clock.now() });
    });
    expect(run.error).toMatchObject({ code: 'LEASE_LOST', exitCode: 6 });
    expect(world).toMatchObject({ live: 'blue', writes: 0 });
    expect(world.journal).toMatchObject([{ end: null, drivers: [{ fencing: 1 }, { owner: 'somebody' }] }]);
  });
});
