import type { RetryStrategy } from './client-settings.js';

/** Tries of one call, the first included, when AWS asks for patience: a throttle often lasts some ten seconds. */
export const MOST_TRIES = 8;
/** Tries when the endpoint is down, silent or failing: waiting on it helps little, and an operator wants to know. */
const TRIES_OF_TROUBLE = 3;

const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * A client's own strategy, patient under throttling only.
 *
 * @param own asked for at the first call; its rate limiter is shared by all that are made from it.
 * @param once refuses to repeat a call whose first try may have taken effect.
 */
export function limitedRetries(own: () => Promise<RetryStrategy>, once: boolean): RetryStrategy {
  let strategy: RetryStrategy | undefined;
  return {
    acquireInitialRetryToken: async (scope) => (strategy ??= await own()).acquireInitialRetryToken(scope),
    refreshRetryTokenForRetry: async (token, info) => {
      if (info.errorType !== 'THROTTLING') {
        const code = (info.error as { code?: string } | undefined)?.code ?? '';
        if (once && !NEVER_REACHED.has(code)) throw new Error('This call is sent only once.');
        if (token.getRetryCount() + 1 >= TRIES_OF_TROUBLE) throw new Error('The endpoint stays in trouble.');
      }
      return (strategy ??= await own()).refreshRetryTokenForRetry(token, info);
    },
    recordSuccess: (token) => strategy?.recordSuccess(token),
  };
}
