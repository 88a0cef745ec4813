import { runChecks } from './check.js';

describe('runChecks', () => {
  it('reports what each check found, in order', async () => {
    const findings = await runChecks(
      [
        { name: 'database', run: () => Promise.resolve('3 ms') },
        { name: 'queue', run: () => Promise.reject(new Error('refused')) },
      ],
      1_000,
    );
    expect(findings).toEqual([
      { name: 'database', ok: true, detail: '3 ms', elapsedMs: expect.any(Number) },
      { name: 'queue', ok: false, detail: 'refused', elapsedMs: expect.any(Number) },
    ]);
  });

  it('cuts a check that hangs, and tells it', async () => {
    let told = false;
    const hanging = {
      name: 'slow',
      run: (signal: AbortSignal) => {
        signal.addEventListener('abort', () => (told = true));
        return new Promise<string>(() => undefined);
      },
    };
    expect(await runChecks([hanging], 5)).toMatchObject([{ ok: false, detail: 'no answer within 5 ms' }]);
    expect(told).toBe(true);
  });
});
