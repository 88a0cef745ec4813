import type { GateVerdict } from '../domain/plan.js';
import { isReferenced } from '../planning/shift-actions.js';
import type { GateFacts } from './facts.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

/** An empty target group can serve nobody; "all of zero are healthy" is not an answer. */
export function targetsPresent({ snapshot, to }: GateFacts): GateVerdict {
  const gate = 'targets-present' as const;
  const color = snapshot.colors[to];
  const all = color.targets.filter((target) => target.health !== 'draining').length;
  if (all > 0) return judged(gate, 'pass', say('targets.present', { to, all }));
  const lists = snapshot.routes.map((route) => route.actions);
  const unreferenced = snapshot.testUrl === null && !isReferenced(lists, color.targetGroupArn);
  return judged(gate, 'fail', say('targets.absent', { to, group: color.targetGroupName, unreferenced }), {
    evidence: [`Auto Scaling: ${color.capacity ? `desired ${color.capacity.desired}` : 'group not found'}`],
    next: say('targets.absent.next', { to }),
  });
}
