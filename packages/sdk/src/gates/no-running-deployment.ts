import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { name } from '../domain/words.js';

/** A colour that is being deployed to is neither deployed to again nor made live. */
export function noRunningDeployment({ snapshot, to }: GateFacts): GateVerdict {
  const deployment = snapshot.colors[to].deployment;
  if (!deployment?.running) {
    return { gate: 'no-running-deployment', verdict: 'pass', summary: `No deployment runs on ${name(to)}.` };
  }
  return {
    gate: 'no-running-deployment',
    verdict: 'fail',
    summary: `Deployment ${deployment.id} is ${deployment.status} on ${name(to)}.`,
    next: `Wait until it ends (\`bluegreen status\`), or stop it: \`aws deploy stop-deployment --deployment-id ${deployment.id}\`.`,
  };
}
