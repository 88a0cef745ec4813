import { observe } from '../operations/steps/observe.js';
import { fakeRelease, fakeWorld, type FakeWorldOptions } from '../testing/index.js';
import type { TargetHealth, TargetSnapshot } from '../domain/environment.js';
import type { GateName, GateVerdict } from '../domain/plan.js';
import type { GateFacts, InstanceIdentity } from './facts.js';
import { GATES, GATES_OF } from './gates.js';
import { refusalOf } from './refusal.js';

const v2 = fakeRelease('v2', '2');
const instance = (id: string, workers: readonly [string, string][] = [['v2', '2']]): InstanceIdentity => ({
  instance: id,
  color: 'green',
  workers: workers.map(([release, digit], worker) => ({ worker, release, digest: digit.repeat(64) })),
});

async function factsOf(options: FakeWorldOptions = {}, changes: Partial<GateFacts> = {}): Promise<GateFacts> {
  const { snapshot } = await observe(fakeWorld(options).ctx);
  const identity = {
    kind: 'asked',
    instances: [instance('i-green0'), instance('i-green1')],
    unseen: [],
    troubles: [],
  } as const;
  return { snapshot, to: 'green', named: false, expected: v2, identity, alarms: [], ...changes };
}

function withTargets(facts: GateFacts, states: readonly TargetHealth[], reason?: string): GateFacts {
  const targets = states.map((health, index): TargetSnapshot => ({ id: `i-${index}`, port: 80, health, reason }));
  const healthy = states.filter((state) => state === 'healthy').length;
  const green = { ...facts.snapshot.colors.green, targets, healthy, total: targets.length };
  return { ...facts, snapshot: { ...facts.snapshot, colors: { ...facts.snapshot.colors, green } } };
}

describe('gates', () => {
  it('all pass for a colour that is ready', async () => {
    const facts = await factsOf();
    for (const [name, gate] of Object.entries(GATES)) {
      expect(gate(facts)).toMatchObject({ gate: name, verdict: 'pass', summary: expect.stringMatching(/\w/) });
    }
  });

  it.each<[TargetHealth[], GateVerdict['verdict'], GateVerdict['verdict']]>([
    [['healthy', 'healthy'], 'pass', 'pass'],
    [['healthy', 'draining'], 'pass', 'pass'],
    [[], 'fail', 'fail'],
    [['draining'], 'fail', 'fail'],
    [['unused', 'unused'], 'fail', 'pass'],
    [['initial', 'healthy'], 'fail', 'pass'],
    [['unhealthy', 'healthy'], 'fail', 'pass'],
    [['unavailable'], 'fail', 'pass'],
  ])('targets %j are healthy: %s, present: %s', async (states, healthy, present) => {
    const facts = withTargets(await factsOf(), states);
    expect(GATES['targets-healthy'](facts).verdict).toBe(healthy);
    expect(GATES['targets-present'](facts).verdict).toBe(present);
  });

  it.each([
    [2, 2, 'pass'],
    [3, 2, 'pass'],
    [1, 2, 'fail'],
  ] as const)('%i healthy targets against a live colour of %i: %s', async (green, blue, verdict) => {
    expect(GATES['capacity-parity'](await factsOf({ instances: { green, blue } })).verdict).toBe(verdict);
  });

  it('counts what the live colour is asked to have, not only what it has', async () => {
    const facts = await factsOf();
    const blue = {
      ...facts.snapshot.colors.blue,
      healthy: 1,
      capacity: { desired: 4, min: 0, max: 4, inService: 1, suspended: [] },
    };
    const scaling = { ...facts, snapshot: { ...facts.snapshot, colors: { ...facts.snapshot.colors, blue } } };
    expect(GATES['capacity-parity'](scaling)).toMatchObject({
      verdict: 'fail',
      summary: expect.stringContaining('4 needed'),
    });
  });

  it.each<[string, Partial<GateFacts>, GateVerdict['verdict']]>([
    [
      'a worker with another digest',
      {
        identity: {
          kind: 'asked',
          instances: [
            instance('a', [
              ['v2', '2'],
              ['v2', '3'],
            ]),
          ],
          unseen: [],
          troubles: [],
        },
      },
      'fail',
    ],
    [
      'a worker with another name',
      { identity: { kind: 'asked', instances: [instance('a', [['v1', '2']])], unseen: [], troubles: [] } },
      'fail',
    ],
    [
      'an answer that claims the other colour',
      { identity: { kind: 'asked', instances: [{ ...instance('a'), color: 'blue' }], unseen: [], troubles: [] } },
      'fail',
    ],
    [
      'a target that never answered',
      { identity: { kind: 'asked', instances: [instance('a')], unseen: ['b'], troubles: [] } },
      'no-data',
    ],
    ['no healthy target', { identity: { kind: 'no-targets' } }, 'no-data'],
    ['nobody to ask, but CodeDeploy knows', { identity: { kind: 'unreachable', word: v2 } }, 'no-data'],
    ['nobody to ask and nobody knows', { identity: { kind: 'unreachable', word: null }, expected: null }, 'no-data'],
    ['an unknown release that all agree on', { expected: null }, 'pass'],
    [
      'an unknown release that they do not agree on',
      {
        expected: null,
        identity: { kind: 'asked', instances: [instance('a'), instance('b', [['v3', '3']])], unseen: [], troubles: [] },
      },
      'fail',
    ],
  ])('identity with %s: %s', async (_name, changes, verdict) => {
    expect(GATES['release-identity'](await factsOf({}, changes)).verdict).toBe(verdict);
  });

  it('tells a colour that carries even a little traffic from one that carries none', async () => {
    const { ctx } = fakeWorld();
    const { blue, green } = ctx.config.colors;
    const groups = [
      { targetGroupArn: blue.targetGroup, weight: 999 },
      { targetGroupArn: green.targetGroup, weight: 1 },
    ];
    const split = await factsOf({ actions: [[{ type: 'forward', groups }]] });
    expect(GATES['not-live'](split).verdict).toBe('fail');
    expect(GATES['routes-agree'](split).verdict).toBe('fail');
    expect(GATES['routes-agree']({ ...split, named: true }).verdict).toBe('pass');
  });

  it.each<[string, FakeWorldOptions, readonly TargetHealth[], GateVerdict['verdict']]>([
    ['was never deployed to, and nothing of it is healthy', { releases: { blue: null } }, ['unhealthy'], 'pass'],
    ['was never deployed to, and has no targets', { releases: { blue: null } }, [], 'pass'],
    ['was never deployed to, but answers', { releases: { blue: null } }, ['healthy', 'unhealthy'], 'fail'],
    ['was deployed to, and is down', {}, ['unhealthy'], 'fail'],
  ])('let a first deployment onto a live colour that %s: %s', async (_name, options, states, verdict) => {
    const facts = await factsOf(options, { to: 'blue', named: true });
    const targets = states.map((health, index): TargetSnapshot => ({ id: `i-${index}`, port: 80, health }));
    const healthy = states.filter((state) => state === 'healthy').length;
    const blue = { ...facts.snapshot.colors.blue, targets, healthy, total: targets.length };
    const snapshot = { ...facts.snapshot, colors: { ...facts.snapshot.colors, blue } };
    expect(GATES['not-live']({ ...facts, snapshot }).verdict).toBe(verdict);
    const aside = { ...facts.snapshot.routes[0]!, arn: 'stray' };
    expect(GATES['not-live']({ ...facts, snapshot: { ...snapshot, strays: [aside] } }).verdict).toBe('fail');
  });

  it.each([
    ['blue', 'pass'],
    ['green', 'fail'],
  ] as const)('fail on a route outside the configuration that sends traffic to %s', async (color, notLive) => {
    const { targetGroup } = fakeWorld().ctx.config.colors[color];
    const facts = await factsOf({
      strays: [[{ type: 'forward', groups: [{ targetGroupArn: targetGroup, weight: 1 }] }]],
    });
    const [stray] = facts.snapshot.strays;
    const told = {
      verdict: 'fail',
      evidence: [expect.stringContaining(stray!.arn)],
      next: expect.stringMatching(`${stray!.arn}.*BLUEGREEN_LISTENER_ARNS`),
    };
    expect(GATES['routes-agree'](facts)).toMatchObject(told);
    expect(GATES['routes-agree']({ ...facts, named: true })).toMatchObject(told);
    expect(GATES['not-live'](facts)).toMatchObject(notLive === 'fail' ? told : { verdict: 'pass' });
  });

  it('give every refusal a next step', async () => {
    const worst = withTargets(
      await factsOf(
        { actions: [] },
        { identity: { kind: 'no-targets' }, alarms: [{ name: 'errors', state: 'ALARM' }] },
      ),
      [],
    );
    for (const name of Object.keys(GATES) as GateName[]) {
      const verdict = GATES[name](worst);
      if (verdict.verdict !== 'pass') expect(verdict.next).toMatch(/\w/);
    }
  });
});

describe('refusalOf', () => {
  const judge = (facts: GateFacts, verb: 'switch' | 'rollback' = 'switch') =>
    GATES_OF[verb].map((name) => GATES[name](facts));

  it('waits for targets that may still come up, and for what can only be known then', async () => {
    const starting = withTargets(await factsOf({}, { identity: { kind: 'no-targets' } }), ['initial', 'initial']);
    expect(refusalOf(judge(starting), starting)).toBeNull();
  });

  it('does not wait for a group that nothing refers to, unless the plan is to refer to it', async () => {
    const unused = withTargets(
      await factsOf({}, { identity: { kind: 'no-targets' } }),
      ['unused', 'unused'],
      'Target.NotInUse',
    );
    expect(refusalOf(judge(unused), unused)).toMatchObject({ code: 'TARGETS_UNREFERENCED' });
    expect(refusalOf(judge(unused), unused, { willReference: true, patient: true })).toBeNull();
  });

  it.each([
    ['says what is expected', v2, v2, null],
    ['says something else', fakeRelease('v1', '1'), v2, 'RELEASE_MISMATCH'],
    ['has no word to rely on', null, v2, 'RELEASE_MISMATCH'],
    ['knows nothing, nor does anybody', null, null, 'RELEASE_MISMATCH'],
  ])('without a listener to ask, goes by CodeDeploy when it %s', async (_name, word, expected, code) => {
    const facts = await factsOf({ testListener: false }, { identity: { kind: 'unreachable', word }, expected });
    const refusal = refusalOf([GATES['release-identity'](facts)], facts);
    expect(refusal?.code ?? null).toBe(code);
  });

  it('tells everything that is wrong in one error', async () => {
    const facts = await factsOf({ instances: { green: 1 } }, { alarms: [{ name: 'errors', state: 'ALARM' }] });
    const error = refusalOf(judge(facts), facts);
    expect(error).toMatchObject({ code: 'GATE_FAILED' });
    expect(error!.evidence.join('\n')).toMatch(/capacity-parity[^]*alarms-quiet/);
  });
});
