import { answerAs, collect, fakeWorld, refuse, type Fault } from '../../testing/index.js';
import { switchTraffic } from '../switch-traffic.js';
import { RESTORE_MS } from './restore-traffic.js';

/** From the nth on, the writes of routes are throttled for so long. */
function throttledFrom(nth: number, forMs: number): Fault {
  let until = 0;
  const throttled = refuse('traffic.write', 'THROTTLED', 'every');
  return (call, n, world, detail) => {
    if (call !== 'traffic.write' || n < nth) return undefined;
    until ||= world.clock.now() + forMs;
    return world.clock.now() < until ? throttled(call, n, world, detail) : undefined;
  };
}

describe('putting traffic back', () => {
  it('outlasts a throttle that ends within its bound', async () => {
    const world = fakeWorld({ routes: 2, faults: [answerAs('green', { status: 502 }), throttledFrom(3, 20_000)] });
    const before = world.actions;
    const { error } = await collect(switchTraffic(world.ctx));
    expect(error).toMatchObject({ code: 'PROBE_FAILED', exitCode: 7 });
    expect(world.actions).toEqual(before);
  });

  it('after a stop on request ends within its bound, however long AWS throttles, and says so', async () => {
    const world = fakeWorld({ routes: 3, faults: [throttledFrom(4, Infinity)] });
    let stoppedAt = 0;
    const { error } = await collect(switchTraffic(world.ctx), (event) => {
      if (event.type !== 'traffic.shifted') return;
      stoppedAt = world.clock.now();
      world.abort();
    });
    expect(error).toMatchObject({ code: 'RESTORE_FAILED', exitCode: 8 });
    expect(world.clock.now() - stoppedAt).toBeLessThan(RESTORE_MS + 25_000);
    expect(world.journal).toMatchObject([{ end: 'needs-attention' }]);
    expect(world.leaseHeld).toBe(false);
  });

  it('does not wait for a store that cannot be reached, while the lease is surely ours', async () => {
    let down = false;
    const outage: Fault = (call, n, world, detail) =>
      down && call.startsWith('documents.')
        ? refuse(call, 'ENDPOINT_UNREACHABLE', 'every')(call, n, world, detail)
        : undefined;
    const world = fakeWorld({ faults: [outage] });
    const before = world.actions;
    const { error, path } = await collect(switchTraffic(world.ctx), (event) => {
      if (event.type !== 'traffic.shifted') return;
      down = true;
      world.abort();
    });
    expect(error).toMatchObject({ code: 'ABORTED' });
    expect(world.actions).toEqual(before);
    expect(path).toContain('record.unwritten');
  });
});
