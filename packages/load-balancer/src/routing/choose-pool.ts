import type { Action } from '../types.js';

type Forward = Extract<Action, { kind: 'forward' }>;

/**
 * The pool for one request: its share is weight / sum of weights; null when every weight is 0 (contract B4).
 * `stuckTo` (from the pool cookie) wins over the weights, even at weight 0, as long as the action names that pool.
 * The chosen pool keeps its share even when it has no target: there is no failover between pools.
 */
export function choosePool(action: Forward, stuckTo: string | null, random: () => number): string | null {
  const { pools } = action;
  const only = pools[0];
  if (pools.length === 1 && only !== undefined && only.weight > 0) return only.poolId;
  if (stuckTo !== null && pools.some((pool) => pool.poolId === stuckTo)) return stuckTo;
  let sum = 0;
  for (const pool of pools) sum += pool.weight;
  if (sum === 0) return null;
  let draw = random() * sum;
  let chosen: string | null = null;
  for (const pool of pools) {
    if (pool.weight === 0) continue;
    chosen = pool.poolId;
    draw -= pool.weight;
    if (draw < 0) break;
  }
  return chosen;
}
