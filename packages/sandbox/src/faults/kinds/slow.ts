import { setTimeout as delay } from 'node:timers/promises';
import type { CallKind } from './call-kind.js';

/** The call takes this much longer, in real time; a client that leaves meanwhile ends the wait, not the call. */
export const slow: CallKind = {
  moments: ['before', 'after'],
  members: ['ms'],
  needs: ['ms'],
  arm:
    ({ ms }) =>
    (_call, { signal }) =>
      delay(ms ?? 0, undefined, { signal, ref: false }).catch(() => undefined),
};
