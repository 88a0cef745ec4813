import { handClock } from '../testing/hand-clock.js';
import { loadBalancingPace } from './load-balancing-pace.js';
import { createTokenBucket } from './token-bucket.js';

/** When each of so many takes came through, in ms since the start. */
async function takeAll(take: () => Promise<void>, now: () => number, many: number): Promise<number[]> {
  const startedAt = now();
  return Promise.all(Array.from({ length: many }, () => take().then(() => now() - startedAt)));
}

describe('createTokenBucket', () => {
  it('delays nothing until it is empty, then gives in order at its rate', async () => {
    const clock = handClock(0);
    const bucket = createTokenBucket({ size: 3, perSecond: 10, clock });
    expect(await takeAll(() => bucket.take(), clock.now, 6)).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it('fills again while nobody asks, but never above its size', async () => {
    const clock = handClock(0);
    const bucket = createTokenBucket({ size: 2, perSecond: 10, clock });
    await takeAll(() => bucket.take(), clock.now, 2);
    clock.advance(60_000);
    expect(await takeAll(() => bucket.take(), clock.now, 3)).toEqual([0, 0, 100]);
  });

  it('loses nothing when the clock is set back', async () => {
    let time = 10_000;
    const clock = { now: () => time, sleep: () => Promise.reject(new Error('must not wait')) };
    const bucket = createTokenBucket({ size: 2, perSecond: 1, clock });
    await bucket.take();
    time = 0;
    await bucket.take();
    expect(time).toBe(0);
  });

  it('lets go of whoever no longer wants to wait, at once and without a token', async () => {
    const clock = handClock(0);
    const bucket = createTokenBucket({ size: 1, perSecond: 1, clock });
    await bucket.take();
    const aborting = new AbortController();
    const [first, second] = [bucket.take(aborting.signal), bucket.take(aborting.signal)];
    aborting.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await expect(second).rejects.toThrow('enough');
    expect(clock.now()).toBe(0);
    await bucket.take();
    expect(clock.now()).toBe(1_000);
    await expect(bucket.take(aborting.signal)).rejects.toThrow('enough');
  });
});

describe('loadBalancingPace', () => {
  it.each([
    ['DescribeListeners', 41, 100],
    ['ModifyListener', 21, 334],
  ])('lets %s run into its published rate only at the %ith call', async (operation, many, waited) => {
    const clock = handClock(0);
    const pace = loadBalancingPace(clock);
    const times = await takeAll(() => pace(operation), clock.now, many);
    expect(times.slice(0, -1).every((time) => time === 0)).toBe(true);
    expect(times.at(-1)).toBe(waited);
  });

  it('counts changes among all calls', async () => {
    const clock = handClock(0);
    const pace = loadBalancingPace(clock);
    await takeAll(() => pace('ModifyRule'), clock.now, 20);
    expect((await takeAll(() => pace('DescribeRules'), clock.now, 21)).at(-1)).toBe(100);
  });
});
