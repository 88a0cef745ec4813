import { systemClock } from './system-clock.js';

describe('systemClock', () => {
  it('sleeps, then resolves', async () => {
    await expect(systemClock.sleep(1)).resolves.toBeUndefined();
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
  });

  it('rejects with the reason when aborted, before and during the sleep', async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(systemClock.sleep(60_000, abort.signal)).rejects.toThrow('enough');
  });
});
