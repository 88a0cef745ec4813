import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { name } from '../domain/words.js';
import { strayProblem } from './strays.js';

/**
 * All routes name one live colour; or the caller named where all of them shall go, which repairs a split. A route outside
 * the configuration would stay behind either way.
 */
export function routesAgree({ snapshot, to, named }: GateFacts): GateVerdict {
  const gate = 'routes-agree' as const;
  const count = snapshot.routes.length;
  if (count === 0) {
    return {
      gate,
      verdict: 'fail',
      summary: 'No listener or rule forwards to the blue or the green target group.',
      next: 'Run `bluegreen config explain` and check the listener and both target groups.',
    };
  }
  if (snapshot.strays.length > 0) {
    const { summary, ...rest } = strayProblem(snapshot.strays);
    return { gate, verdict: 'fail', summary: `${summary} would not move along.`, ...rest };
  }
  if (snapshot.live)
    return {
      gate,
      verdict: 'pass',
      summary: `${count === 1 ? 'The route sends' : `All ${count} routes send`} traffic to ${name(snapshot.live)}.`,
    };
  const evidence = snapshot.disagreement ? [snapshot.disagreement] : [];
  if (named) {
    return {
      gate,
      verdict: 'pass',
      summary: `Routes disagree; all ${count} of them go to ${name(to)}, as named.`,
      evidence,
    };
  }
  return {
    gate,
    verdict: 'fail',
    summary: 'The routes do not agree on one live colour.',
    evidence,
    next: 'Name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`.',
  };
}
