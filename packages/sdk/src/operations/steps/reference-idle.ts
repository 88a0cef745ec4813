import type { Snapshot } from '../../domain/environment.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Plan } from '../../domain/plan.js';
import type { RouteChanges } from './route-changes.js';
import { routeOf } from './shift-traffic.js';

/** Makes a route refer to the idle group at weight 0, where the plan says so. Moves no traffic. Returns whether it did. */
export async function* referenceIdleGroup(
  plan: Plan,
  snapshot: Snapshot,
  changes: RouteChanges,
): AsyncGenerator<BlueGreenEvent, boolean, void> {
  const step = plan.steps.find((candidate) => candidate.kind === 'reference-idle');
  if (!step) return false;
  await changes.write(routeOf(snapshot, step.routeArn), step.after, 'reference');
  yield { type: 'idle.referenced', color: plan.to, routeArn: step.routeArn };
  return true;
}
