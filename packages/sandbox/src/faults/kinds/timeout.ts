import { NoAnswer } from '../call-facts.js';
import type { CallKind } from './call-kind.js';

/** The answer never comes. After the effect, nobody but the service knows that it happened. */
export const timeout: CallKind = {
  moments: ['after', 'before'],
  members: ['ms'],
  arm:
    ({ ms }) =>
    () => {
      throw new NoAnswer('silent', ms);
    },
};
