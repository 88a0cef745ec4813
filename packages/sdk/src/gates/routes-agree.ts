import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { strayProblem } from './strays.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

/**
 * All routes name one live colour; or the caller named where all of them shall go, which repairs a split. A route outside
 * the configuration would stay behind either way.
 */
export function routesAgree({ snapshot, to, named }: GateFacts): GateVerdict {
  const gate = 'routes-agree' as const;
  const { live, strays } = snapshot;
  const routes = snapshot.routes.length;
  if (routes === 0) return judged(gate, 'fail', say('routes.none'), { next: say('routes.none.next') });
  if (strays.length > 0) {
    return judged(gate, 'fail', say('routes.strays', { strays: strays.length }), strayProblem(strays));
  }
  if (live) return judged(gate, 'pass', say('routes.agree', { routes, live }));
  const evidence = snapshot.disagreement ? [snapshot.disagreement] : [];
  if (named) return judged(gate, 'pass', say('routes.named', { routes, to }), { evidence });
  return judged(gate, 'fail', say('routes.disagree'), { evidence, next: say('routes.disagree.next') });
}
