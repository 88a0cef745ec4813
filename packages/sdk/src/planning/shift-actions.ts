import { otherColor, type Color } from '../domain/color.js';
import type { RouteAction } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';

type Forward = Extract<RouteAction, { type: 'forward' }>;
type Groups = Readonly<Record<Color, string>>;

/** Largest weight that ELBv2 accepts (contract B4). */
const MAXIMUM_WEIGHT = 999;

export interface ShiftOptions {
  /**
   * Leave the colour that traffic leaves on the action at weight 0. Only for listeners without the static colour rules,
   * where this is all that keeps its health checks (and an instant way back) alive. Otherwise it is taken off.
   */
  readonly keepOther: boolean;
}

/**
 * The same action list with all traffic of both colours on `to`. Order, stickiness, other actions, and groups that are
 * neither colour stay as they are.
 *
 * @throws AWS_REFUSED when the list has no forward action, for then there is nothing to shift.
 */
export function shiftActions(
  actions: readonly RouteAction[],
  groups: Groups,
  to: Color,
  options: ShiftOptions,
): RouteAction[] {
  const from = groups[otherColor(to)];
  return changeForward(actions, (forward) => {
    const weight = weightOf(forward, groups.blue) + weightOf(forward, groups.green);
    const isOurs = (arn: string) => arn === groups[to] || arn === from;
    const first = forward.groups.findIndex((group) => isOurs(group.targetGroupArn));
    const moved = [
      { targetGroupArn: groups[to], weight: Math.min(weight || 1, MAXIMUM_WEIGHT) },
      ...(options.keepOther ? [{ targetGroupArn: from, weight: 0 }] : []),
    ];
    const others = forward.groups.filter((group) => !isOurs(group.targetGroupArn));
    const place = first < 0 ? others.length : first;
    return [...others.slice(0, place), ...moved, ...others.slice(place)];
  });
}

/** The same action list with `idle` added at weight 0, so that its targets get health checks but no traffic. */
export function referenceIdle(actions: readonly RouteAction[], groups: Groups, idle: Color): RouteAction[] {
  return changeForward(actions, (forward) =>
    forward.groups.some((group) => group.targetGroupArn === groups[idle])
      ? forward.groups
      : [...forward.groups, { targetGroupArn: groups[idle], weight: 0 }],
  );
}

/** Whether any route's forward action names the group, at whatever weight. */
export function isReferenced(lists: readonly (readonly RouteAction[])[], groupArn: string): boolean {
  return lists.some((actions) =>
    actions.some((action) => action.type === 'forward' && action.groups.some((g) => g.targetGroupArn === groupArn)),
  );
}

function changeForward(
  actions: readonly RouteAction[],
  groupsOf: (forward: Forward) => Forward['groups'],
): RouteAction[] {
  if (!actions.some((action) => action.type === 'forward')) {
    throw new BlueGreenError(
      'AWS_REFUSED',
      'A route that should carry production traffic has no forward action.',
      'Give the listener or rule a forward action to the live target group, then run `bluegreen status`.',
    );
  }
  return actions.map((action) => (action.type === 'forward' ? { ...action, groups: groupsOf(action) } : action));
}

function weightOf(forward: Forward, arn: string): number {
  return forward.groups.filter((group) => group.targetGroupArn === arn).reduce((sum, group) => sum + group.weight, 0);
}
