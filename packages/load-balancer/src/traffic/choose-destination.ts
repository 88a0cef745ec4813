import type { RequestHead } from '../http/request-head.js';
import { keyOf } from '../pools/target.js';
import { choosePool } from '../routing/choose-pool.js';
import type { Action } from '../types.js';
import type { Destination } from './open-exchange.js';
import type { PlaneContext } from './surroundings.js';

type Forward = Extract<Action, { kind: 'forward' }>;

/** First the pool, then the target in it, each obeying its cookie; null is a 503 (contract B3, B4). */
export function chooseDestination(plane: PlaneContext, action: Forward, head: RequestHead): Destination | null {
  const { stickiness } = plane;
  const sticky = action.stickySeconds !== null;
  const poolId = choosePool(action, sticky ? stickiness.poolOf(head.cookie) : null, plane.random);
  const pool = poolId === null ? undefined : plane.pools.get(poolId);
  if (poolId === null || pool === undefined) return null;
  const binding = pool.config.stickiness;
  const boundTo = binding.kind === 'none' ? null : stickiness.targetOf(head.cookie, poolId, binding);
  const target = (boundTo === null ? null : pool.candidate(boundTo)) ?? pool.pick();
  if (target === null) return null;
  let cookies = '';
  if (action.stickySeconds !== null) cookies += stickiness.poolCookies(poolId, action.stickySeconds);
  if (binding.kind === 'lb-cookie')
    cookies += stickiness.targetCookies(poolId, keyOf(target.address), binding.durationSeconds);
  return { pool, target, cookies };
}
