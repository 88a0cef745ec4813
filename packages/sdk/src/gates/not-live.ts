import type { ColorSnapshot, Route } from '../domain/environment.js';
import type { GateVerdict } from '../domain/plan.js';
import { sharesOf } from '../planning/live-color.js';
import type { GateFacts } from './facts.js';
import { strayProblem } from './strays.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

/**
 * Design rule 3: a deployment only ever touches a colour that no route sends traffic to. A new environment's listener has
 * to forward somewhere before anything was ever deployed: a colour of which no target is healthy and where no deployment
 * ever succeeded serves nobody, so that the first deployment may go there.
 */
export function notLive({ snapshot, to }: GateFacts): GateVerdict {
  const gate = 'not-live' as const;
  const groups = { blue: snapshot.colors.blue.targetGroupArn, green: snapshot.colors.green.targetGroupArn };
  const carries = (route: Route) => sharesOf(route.actions, groups)[to] > 0;
  const carrying = snapshot.routes.filter(carries);
  const strays = snapshot.strays.filter(carries);
  if (carrying.length > 0 && strays.length === 0 && isBlank(snapshot.colors[to])) {
    return judged(gate, 'pass', say('live.blank', { to }));
  }
  if (carrying.length > 0) {
    const routes = snapshot.routes.length;
    return judged(gate, 'fail', say('live.serves', { to, carrying: carrying.length, routes }), {
      evidence: carrying.map((route) => `${route.kind} ${route.arn}`),
      next: say('live.serves.next'),
    });
  }
  if (strays.length > 0) {
    return judged(gate, 'fail', say('live.strays', { to, strays: strays.length }), strayProblem(strays));
  }
  return judged(gate, 'pass', say('live.none', { to }));
}

function isBlank({ everDeployed, deployment, healthy }: ColorSnapshot): boolean {
  const failedOnly = deployment === null || deployment.status === 'Failed' || deployment.status === 'Stopped';
  return !everDeployed && failedOnly && healthy === 0;
}
