import type { Color } from '../../domain/color.js';
import type { RouteAction, Snapshot } from '../../domain/environment.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { RouteChanges } from './route-changes.js';
import { routeOf } from './shift-traffic.js';

/** Makes a route refer to the idle group at weight 0, where that is needed. Moves no traffic. Returns whether it did. */
export async function* referenceIdleGroup(
  step: { readonly routeArn: string; readonly after: readonly RouteAction[] } | null | undefined,
  color: Color,
  snapshot: Snapshot,
  changes: RouteChanges,
): AsyncGenerator<BlueGreenEvent, boolean, void> {
  if (!step) return false;
  const write = { route: routeOf(snapshot, step.routeArn), actions: step.after };
  const recorded = await changes.write([write], 'reference');
  recorded.done('written');
  yield { type: 'idle.referenced', color, routeArn: step.routeArn };
  return true;
}
