import { isBlueGreenError, type ErrorCode } from './errors.js';

const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ACCESS_DENIED',
  'AWS_REFUSED',
  'CAPACITY_REFUSED',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_INVALID',
  'CREDENTIALS_EXPIRED',
  'RESOURCE_MISSING',
  'ARN_MALFORMED',
  'BUCKET_MISSING',
  'THROTTLED',
]);

/** Errors that say for certain that the call had no effect, so that nothing needs to be undone or looked for. */
export function isRefusal(error: unknown): boolean {
  return isBlueGreenError(error) && REFUSALS.has(error.code);
}

/** Errors that a later try may well not meet. */
export function isPassing(error: unknown): boolean {
  return isBlueGreenError(error) && (error.code === 'ENDPOINT_UNREACHABLE' || error.code === 'THROTTLED');
}

/** A read, tried again at once after a passing error; the AWS client itself paces its tries. */
export async function readAgain<Result>(read: () => Promise<Result>, tries = 3): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (attempt === tries || !isPassing(error)) throw error;
    }
  }
}
