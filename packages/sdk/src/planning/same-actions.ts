import type { RouteAction } from '../domain/environment.js';
import { stableJson } from './plan-hash.js';

/**
 * Whether two action lists mean the same to the load balancer. ELBv2 fills in defaults when it answers (an order, the
 * weight of a group that stands alone, stickiness switched off), so exact equality would see differences that are none.
 */
export function sameActions(left: readonly RouteAction[], right: readonly RouteAction[]): boolean {
  return stableJson(left.map(normalized)) === stableJson(right.map(normalized));
}

function normalized(action: RouteAction): unknown {
  if (action.type === 'other') return action;
  const alone = action.groups.length === 1 && action.groups[0]!.weight > 0;
  const groups = action.groups
    .map((group) => ({ arn: group.targetGroupArn, weight: alone ? 1 : group.weight }))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  return { groups, stickiness: action.stickiness?.enabled ? action.stickiness : null };
}
