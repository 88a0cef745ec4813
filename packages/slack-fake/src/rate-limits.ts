import { SlackFailure } from './failure.js';
import type { Workspace } from './workspace.js';

/** Calls a minute by Slack's tiers (docs.slack.dev, rate limits). */
export const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
export type Tier = keyof typeof TIERS | 'post' | 'none';

/** Slack tolerates a short burst of posts to one channel above one a second. */
const POST_BURST = 5;

interface Bucket {
  readonly most: number;
  readonly perSecond: number;
  left: number;
  at: number;
}

/** One bucket a method (and a channel, for posts), refilled evenly. */
export function createRateLimits(workspace: Workspace) {
  const buckets = new Map<string, Bucket>();
  const overrides = new Map<string, { perMinute: number; burst: number }>();
  return {
    /** Another limit for one method; `burst` calls are free at once. */
    set(method: string, perMinute: number, burst = perMinute): void {
      overrides.set(method, { perMinute, burst });
      for (const key of [...buckets.keys()]) if (key.split(' ')[0] === method) buckets.delete(key);
    },
    /** @throws SlackFailure 429 `ratelimited` with Retry-After in seconds. */
    spend(method: string, tier: Tier, channel: string): void {
      if (workspace.options.rateLimits === false || tier === 'none') return;
      const key = tier === 'post' ? `${method} ${channel}` : method;
      const { perMinute, burst } = overrides.get(method) ?? limitOf(tier);
      const bucket = buckets.get(key) ?? { most: burst, perSecond: perMinute / 60, left: burst, at: workspace.now() };
      buckets.set(key, bucket);
      const now = workspace.now();
      bucket.left = Math.min(bucket.most, bucket.left + ((now - bucket.at) / 1_000) * bucket.perSecond);
      bucket.at = now;
      if (bucket.left >= 1) {
        bucket.left -= 1;
        return;
      }
      const seconds = Math.max(1, Math.ceil((1 - bucket.left) / bucket.perSecond));
      throw new SlackFailure('ratelimited', {}, 429, { 'retry-after': String(seconds) });
    },
  };
}
export type RateLimits = ReturnType<typeof createRateLimits>;

function limitOf(tier: Exclude<Tier, 'none'>): { perMinute: number; burst: number } {
  return tier === 'post' ? { perMinute: 60, burst: POST_BURST } : { perMinute: TIERS[tier], burst: TIERS[tier] };
}
