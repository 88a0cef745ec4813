import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError } from '../../domain/errors.js';

/**
 * A call that is waited for no longer than this; what it may still do later, nobody hears of.
 *
 * @throws TIMED_OUT.
 */
export async function within<Result>(
  { clock }: Pick<OperationContext, 'clock'>,
  ms: number,
  call: Promise<Result>,
): Promise<Result> {
  const answered = new AbortController();
  const tooLate = clock.sleep(ms, answered.signal).then(
    () => {
      throw new BlueGreenError('TIMED_OUT', `No answer within ${Math.round(ms / 1_000)} s.`, 'Run `bluegreen status`.');
    },
    // Answered first.
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([call, tooLate]);
  } finally {
    answered.abort();
  }
}
