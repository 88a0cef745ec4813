import { relay } from './relay.js';

describe('relay', () => {
  it('yields reports as they come and returns the result', async () => {
    const reports: number[] = [];
    const relayed = relay<number, string>(async (report) => {
      report(1);
      await new Promise(setImmediate);
      report(2);
      return 'done';
    });
    for (;;) {
      const step = await relayed.next();
      if (step.done) {
        expect(step.value).toBe('done');
        break;
      }
      reports.push(step.value);
    }
    expect(reports).toEqual([1, 2]);
  });

  it('shows a slow listener the latest report only', async () => {
    const relayed = relay<number, string>(async (report) => {
      for (const value of [1, 2, 3]) report(value);
      return Promise.resolve('done');
    });
    expect(await relayed.next()).toEqual({ done: false, value: 3 });
    expect(await relayed.next()).toEqual({ done: true, value: 'done' });
  });

  it('throws what the task throws', async () => {
    await expect(relay(() => Promise.reject(new Error('no'))).next()).rejects.toThrow('no');
  });
});
