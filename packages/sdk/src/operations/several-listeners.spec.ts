import { answerAs, collect, fakeWorld, refuse, strayAppears, type Fault } from '../testing/index.js';
import { switchTraffic } from './switch-traffic.js';

describe('a switch of several listeners', () => {
  it('is proven through each of them', async () => {
    const world = fakeWorld({ listeners: 2 });
    const { result, events } = await collect(switchTraffic(world.ctx));
    expect(result).toMatchObject({ changed: true, live: 'green' });
    const passed = events.find((event) => event.type === 'probe.passed');
    expect(passed).toMatchObject({ proven: world.state.routes.map((route) => route.arn), readBackOnly: [] });
  });

  it('is undone on both when one does not answer', async () => {
    const second: Fault = (call, _nth, there) =>
      call === 'probe.get' && there.live === 'green'
        ? { kind: 'answer', answer: { status: 502, body: '' } }
        : undefined;
    const world = fakeWorld({ listeners: 2, faults: [second] });
    const before = fakeWorld({ listeners: 2 }).actions;
    expect((await collect(switchTraffic(world.ctx))).error).toMatchObject({ code: 'PROBE_FAILED', exitCode: 7 });
    expect(world.actions).toEqual(before);
  });

  it('stops before it writes when a route outside the configuration appears meanwhile', async () => {
    const world = fakeWorld({ listeners: 2, faults: [strayAppears('blue')] });
    const { error } = await collect(switchTraffic(world.ctx));
    expect(error).toMatchObject({ code: 'PLAN_STALE', evidence: [expect.stringMatching(/^not configured: /)] });
    expect(world).toMatchObject({ live: 'blue', writes: 0, leaseHeld: false });
  });
});

describe('a read-back that fails', () => {
  it.each(['THROTTLED', 'ENDPOINT_UNREACHABLE', 'ACCESS_DENIED'] as const)('is never done: %s', async (code) => {
    const world = fakeWorld({ faults: [refuse('traffic.read', code, 'every')] });
    const { error, path } = await collect(switchTraffic(world.ctx));
    expect(path).not.toContain('traffic.shifted');
    expect(error!.exitCode).toBe(8);
    expect(world.live).toBe('blue');
    expect(world.journal[0]!.end).toBe('needs-attention');
  });

  it('is tried again, and done once it tells the truth', async () => {
    const world = fakeWorld({ faults: [refuse('traffic.read', 'THROTTLED', 1)] });
    expect((await collect(switchTraffic(world.ctx))).result).toMatchObject({ changed: true, live: 'green' });
  });
});

describe('the requests that watch a switch', () => {
  it('are on record with it, and count what clients met', async () => {
    const world = fakeWorld({ proofPerSecond: 50, faults: [answerAs('green', { status: 502 }, () => false)] });
    await collect(switchTraffic(world.ctx));
    const { proof } = world.journal[0]!;
    expect(proof).toMatchObject({ failed: 0, sent: proof!.answered });
    expect(proof!.sent).toBeGreaterThan(0);
  });
});
