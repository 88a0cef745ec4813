import type { Route } from '../domain/environment.js';
import type { GateVerdict } from '../domain/plan.js';
import { sharesOf } from '../planning/live-color.js';
import type { GateFacts } from './facts.js';
import { count, name } from '../domain/words.js';
import { strayProblem } from './strays.js';

/** Design rule 3: a deployment only ever touches a colour that no route sends traffic to. */
export function notLive({ snapshot, to }: GateFacts): GateVerdict {
  const groups = { blue: snapshot.colors.blue.targetGroupArn, green: snapshot.colors.green.targetGroupArn };
  const carries = (route: Route) => sharesOf(route.actions, groups)[to] > 0;
  const carrying = snapshot.routes.filter(carries);
  const strays = snapshot.strays.filter(carries);
  if (carrying.length === 0 && strays.length > 0) {
    const { summary, ...rest } = strayProblem(strays);
    return { gate: 'not-live', verdict: 'fail', summary: `${name(to)} gets traffic by ${summary}.`, ...rest };
  }
  if (carrying.length === 0)
    return { gate: 'not-live', verdict: 'pass', summary: `No route sends traffic to ${name(to)}.` };
  return {
    gate: 'not-live',
    verdict: 'fail',
    summary: `${name(to)} serves production traffic on ${carrying.length} of ${count(snapshot.routes.length, 'route')}.`,
    evidence: carrying.map((route) => `${route.kind} ${route.arn}`),
    next: 'Deploy to the other colour: leave out the colour, or name `idle`.',
  };
}
