import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

/** A colour that is being deployed to is neither deployed to again nor made live. */
export function noRunningDeployment({ snapshot, to }: GateFacts): GateVerdict {
  const gate = 'no-running-deployment' as const;
  const deployment = snapshot.colors[to].deployment;
  if (!deployment?.running) return judged(gate, 'pass', say('deployment.none', { to }));
  const { id, status } = deployment;
  return judged(gate, 'fail', say('deployment.running', { to, id, status }), {
    next: say('deployment.running.next', { id }),
  });
}
