import type { GateVerdict } from '../domain/plan.js';
import { isReferenced } from '../planning/shift-actions.js';
import type { GateFacts } from './facts.js';
import { count, name } from '../domain/words.js';

/** An empty target group can serve nobody; "all of zero are healthy" is not an answer. */
export function targetsPresent({ snapshot, to }: GateFacts): GateVerdict {
  const color = snapshot.colors[to];
  const staying = color.targets.filter((target) => target.health !== 'draining');
  if (staying.length > 0) {
    return {
      gate: 'targets-present',
      verdict: 'pass',
      summary: `${name(to)} has ${count(staying.length, 'registered target')}.`,
    };
  }
  const lists = snapshot.routes.map((route) => route.actions);
  const unreferenced = snapshot.testUrl === null && !isReferenced(lists, color.targetGroupArn);
  return {
    gate: 'targets-present',
    verdict: 'fail',
    summary: `Target group ${color.targetGroupName} of ${name(to)} has no registered target${unreferenced ? ', and no listener refers to it' : ''}.`,
    evidence: [`Auto Scaling: ${color.capacity ? `desired ${color.capacity.desired}` : 'group not found'}`],
    next: `Give ${name(to)} instances (\`aws autoscaling set-desired-capacity\`), wait until they are registered, then try again.`,
  };
}
