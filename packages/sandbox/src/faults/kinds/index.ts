import type { CallFaultKind } from '../fault.js';
import type { CallKind } from './call-kind.js';
import { conflict } from './conflict.js';
import { error } from './error.js';
import { hold } from './hold.js';
import { publishedRates } from './published-rates.js';
import { reset } from './reset.js';
import { slow } from './slow.js';
import { stale } from './stale.js';
import { throttle } from './throttle.js';
import { timeout } from './timeout.js';

export const CALL_KINDS: Readonly<Record<CallFaultKind, CallKind>> = {
  throttle,
  error,
  timeout,
  reset,
  slow,
  stale,
  conflict,
  hold,
  'published-rates': publishedRates,
};
