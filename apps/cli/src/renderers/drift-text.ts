import type { RouteAction, RouteDrift } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';

/** Routes that read otherwise than recorded, with both readings and the two ways out. Nothing when there are none. */
export function driftLines(drift: readonly RouteDrift[], words: Words): string[] {
  if (drift.length === 0) return [];
  return [
    '',
    ...drift.flatMap((route) => driftText(route, words)),
    `${words.next}: bluegreen repair | bluegreen repair --adopt`,
  ];
}

export function driftText({ kind, arn, change, expected, actual }: RouteDrift, { repair }: Words): string[] {
  return [
    repair.drift(kind, arn, change),
    `  ${repair.recorded(actionsText(expected))}`,
    `  ${repair.reads(actual && actionsText(actual))}`,
  ];
}

function actionsText(actions: readonly RouteAction[]): string {
  return actions.map((action) => (action.type === 'forward' ? forwardText(action) : 'other')).join(', ');
}

function forwardText({ groups, stickiness }: Extract<RouteAction, { type: 'forward' }>): string {
  const shares = groups.map(({ targetGroupArn, weight }) => `${nameOf(targetGroupArn)} ${weight}`).join(' / ');
  if (!stickiness?.enabled) return shares;
  return `${shares}, sticky${stickiness.durationSeconds === undefined ? '' : ` ${stickiness.durationSeconds} s`}`;
}

/** The name within a target group's ARN. */
function nameOf(arn: string): string {
  return /:targetgroup\/([^/]+)\//.exec(arn)?.[1] ?? arn;
}
