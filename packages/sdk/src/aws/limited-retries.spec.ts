import type { RetryStrategy } from './client-settings.js';
import { limitedRetries } from './limited-retries.js';

type Token = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;
type Failure = Parameters<RetryStrategy['refreshRetryTokenForRetry']>[1];

const token = (retries: number): Token => ({ getRetryCount: () => retries, getRetryDelay: () => 0 });
const lasting: RetryStrategy = {
  acquireInitialRetryToken: () => Promise.resolve(token(0)),
  refreshRetryTokenForRetry: (before) => Promise.resolve(token(before.getRetryCount() + 1)),
  recordSuccess: () => undefined,
};
const failure = (errorType: Failure['errorType'], code = ''): Failure => ({
  errorType,
  error: Object.assign(new Error(code), { code, cause: undefined }),
});

/** Tries until the strategy refuses another one; at most ten are asked for. */
async function triesOf(once: boolean, info: Failure): Promise<number> {
  const strategy = limitedRetries(() => Promise.resolve(lasting), once);
  let held: Token | null = await strategy.acquireInitialRetryToken('');
  let tries = 0;
  while (held && tries < 10) {
    tries += 1;
    held = await strategy.refreshRetryTokenForRetry(held, info).catch(() => null);
  }
  return tries;
}

describe('limitedRetries', () => {
  it.each([
    ['throttling', failure('THROTTLING'), { any: 10, once: 10 }],
    ['a refused connection', failure('TRANSIENT', 'ECONNREFUSED'), { any: 3, once: 3 }],
    ['a cut connection', failure('TRANSIENT', 'ECONNRESET'), { any: 3, once: 1 }],
    ['a failing server', failure('TRANSIENT'), { any: 3, once: 1 }],
  ])('leaves %s to the client’s own strategy for so many tries', async (_name, info, tries) => {
    expect(await triesOf(false, info)).toBe(tries.any);
    expect(await triesOf(true, info)).toBe(tries.once);
  });
});
