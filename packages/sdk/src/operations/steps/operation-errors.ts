import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError, isBlueGreenError } from '../../domain/errors.js';
import type { Operation } from '../../domain/events.js';
import type { Told } from '../../domain/sentences.js';
import { inEnglish, say, toldError } from '../../narration/say.js';

type Context = Pick<OperationContext, 'signal' | 'clock'>;

/** Makes every way out of an operation one of the closed set of errors. */
export async function* closedErrors<Result>(
  context: Pick<Context, 'signal'>,
  operation: Operation<Result>,
): Operation<Result> {
  try {
    return yield* operation;
  } catch (error) {
    throw toBlueGreenError(error, context);
  }
}

/** The error as a BlueGreenError: an abort is ABORTED, anything that nobody foresaw is INTERNAL. */
export function toBlueGreenError(error: unknown, { signal }: Pick<Context, 'signal'> = {}): BlueGreenError {
  if (isBlueGreenError(error)) return error;
  const { name, message, stack } = partsOf(error);
  if (signal?.aborted || name === 'AbortError') return aborted(say('stopped'), error);
  const evidence = stack
    .split('\n')
    .slice(1, 6)
    .map((line) => line.trim());
  const next =
    'Run `bluegreen status` to see where things stand, and report this with the output of the same command with --json.';
  return new BlueGreenError('INTERNAL', message || 'Something unforeseen went wrong.', next, {
    evidence,
    cause: error,
  });
}

/** By shape, not `instanceof`: errors of another realm, such as a DOMException, are no Error of ours. */
function partsOf(error: unknown): { name: string; message: string; stack: string } {
  const {
    name = '',
    message,
    stack = '',
  } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>;
  return { name, message: message ?? String(error), stack };
}

/** @throws ABORTED when the caller wants the operation to stop. */
export function assertNotAborted({ signal }: Pick<Context, 'signal'>): void {
  if (signal?.aborted) throw aborted(say('stopped'), signal.reason);
}

/** Waits, unless the caller wants the operation to stop. @throws ABORTED. */
export async function pause({ clock, signal }: Context, ms: number): Promise<void> {
  assertNotAborted({ signal });
  await clock.sleep(ms, signal).catch((error: unknown) => {
    throw toBlueGreenError(error, { signal });
  });
}

/** @param said a sentence in every language, or in English alone. */
export function aborted(said: Told | string, cause: unknown): BlueGreenError {
  const next = say('status.next');
  if (typeof said !== 'string') return toldError('ABORTED', said, next, { cause });
  return new BlueGreenError('ABORTED', said, inEnglish(next), { nextTold: next, cause });
}

/** Delays of a polling loop in ms: modest, growing while nothing changes. */
export const FIRST_DELAY_MS = 500;
export function longerDelay(ms: number): number {
  return Math.min(Math.round(ms * 1.5), 5_000);
}
