import { NoAnswer } from '../call-facts.js';
import type { CallKind } from './call-kind.js';

/** The connection is reset instead of an answer. */
export const reset: CallKind = {
  moments: ['before', 'after'],
  members: [],
  arm: () => () => {
    throw new NoAnswer('cut');
  },
};
