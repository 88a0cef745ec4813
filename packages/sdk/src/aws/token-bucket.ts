import type { Clock } from '../domain/clock.js';

export interface TokenBucketOptions {
  /** Tokens that it holds when full, which it is at the start. */
  readonly size: number;
  /** Tokens that come back in a second. */
  readonly perSecond: number;
  readonly clock: Clock;
}

export interface TokenBucket {
  /**
   * Takes one token; at once while there are any, else when its turn has come, in the order of asking.
   *
   * @throws the signal's reason; the place is given up then.
   */
  take(signal?: AbortSignal): Promise<void>;
}

/** Spends no more than AWS gives, so that AWS need not refuse. It delays only when the bucket is empty. Pure but for the clock. */
export function createTokenBucket({ size, perSecond, clock }: TokenBucketOptions): TokenBucket {
  let tokens = size;
  let countedAt = clock.now();
  let queue: Promise<void> = Promise.resolve();

  const refill = () => {
    const now = clock.now();
    // A clock that was set back must not take tokens away.
    tokens = Math.min(size, tokens + (Math.max(0, now - countedAt) / 1_000) * perSecond);
    countedAt = now;
  };
  const waitForOne = async (signal?: AbortSignal) => {
    signal?.throwIfAborted();
    for (refill(); tokens < 1; refill()) await clock.sleep(Math.ceil(((1 - tokens) / perSecond) * 1_000), signal);
    tokens -= 1;
  };
  return {
    take(signal) {
      const turn = queue.then(() => waitForOne(signal));
      queue = turn.catch(() => undefined);
      return abortable(turn, signal);
    },
  };
}

/** Whoever waits in the queue behind others hears of an abort at once. */
function abortable(turn: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (!signal) return turn;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
