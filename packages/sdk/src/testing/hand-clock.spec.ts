import { handClock } from './hand-clock.js';

describe('handClock', () => {
  it('jumps from sleep to sleep, in order', async () => {
    const clock = handClock(0);
    const woken: [string, number][] = [];
    const sleep = async (name: string, ms: number) => {
      await clock.sleep(ms);
      woken.push([name, clock.now()]);
    };
    await Promise.all([sleep('late', 5_000), sleep('early', 10), sleep('middle', 300)]);
    expect(woken).toEqual([
      ['early', 10],
      ['middle', 300],
      ['late', 5_000],
    ]);
  });

  it('is not moved by a sleep in the background, but wakes it in passing', async () => {
    const background = new AbortController();
    const clock = handClock(0, new AbortController().signal);
    let beats = 0;
    const beating = (async () => {
      for (;;) {
        await clock.sleep(100, background.signal);
        beats += 1;
      }
    })().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([beats, clock.now()]).toEqual([0, 0]);
    await clock.sleep(150);
    expect([beats, clock.now()]).toEqual([1, 150]);
    background.abort();
    await beating;
  });

  it('rejects with the reason of an abort', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(handClock(0).sleep(10, signal)).rejects.toThrow('enough');
  });
});
