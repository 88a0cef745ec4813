import { bucketsOf, createTokenBuckets } from '../rates.js';
import type { CallKind } from './call-kind.js';
import { throttled } from './throttle.js';

/** The token buckets that AWS publishes are enforced. */
export const publishedRates: CallKind = {
  moments: ['before'],
  members: [],
  count: 'always',
  arm(_fault, { now }) {
    const buckets = createTokenBuckets(now);
    return (call) => {
      if (!buckets.take(bucketsOf(call))) throw throttled(call.service);
    };
  },
};
