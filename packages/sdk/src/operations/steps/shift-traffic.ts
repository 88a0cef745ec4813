import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { Route, RouteAction, Snapshot } from '../../domain/environment.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Plan, PlanStep } from '../../domain/plan.js';
import { stableJson } from '../../planning/plan-hash.js';
import { assertNotAborted } from './operation-errors.js';
import { readBack } from './read-back.js';
import type { RouteChanges } from './route-changes.js';

type Shift = Extract<PlanStep, { kind: 'shift' }>;

export function shiftsOf(plan: Plan): Shift[] {
  return plan.steps.filter((step) => step.kind === 'shift');
}

/** The route of a step, with its actions as they were when the plan was made. */
export function routeOf(snapshot: Snapshot, arn: string): Route {
  const route = snapshot.routes.find((candidate) => candidate.arn === arn);
  if (route) return route;
  throw new BlueGreenError(
    'INTERNAL',
    `The plan names a route that was never read: ${arn}.`,
    'Run `bluegreen status`, then try again.',
  );
}

/**
 * Writes every route of the plan and reads every one back. Undoing on failure is the caller's, through `changes`.
 *
 * @throws READ_BACK_MISMATCH with what was read; or what a write threw.
 */
export async function* shiftTraffic(
  context: OperationContext,
  plan: Plan,
  snapshot: Snapshot,
  changes: RouteChanges,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const shifts = shiftsOf(plan);
  const { from, to } = plan;
  yield { type: 'traffic.shifting', from, to, routeArns: shifts.map((shift) => shift.routeArn) };
  // The last moment at which stopping costs nothing.
  assertNotAborted(context);
  for (const shift of shifts) await changes.write(routeOf(snapshot, shift.routeArn), shift.after, 'shift');
  const read = await Promise.all(
    shifts.map(async (shift) => ({
      shift,
      differing: await readBack(context, routeOf(snapshot, shift.routeArn), shift.after),
    })),
  );
  const wrong = read.filter(({ differing }) => differing !== null);
  if (wrong.length > 0)
    throw readBackMismatch(
      to,
      wrong.map(({ shift, differing }) => lineOf(shift, differing!)),
    );
  yield { type: 'traffic.shifted', from, to, routes: shifts.length };
}

function lineOf(shift: Shift, differing: readonly RouteAction[]): string {
  return `${shift.routeKind} ${shift.routeArn}: wrote ${stableJson(shift.after)}, read ${stableJson(differing)}`;
}

function readBackMismatch(to: Color, evidence: readonly string[]): BlueGreenError {
  return new BlueGreenError(
    'READ_BACK_MISMATCH',
    `The load balancer took the change to ${to} but does not show it on every route.`,
    'Traffic is back where it was. See whether another tool writes these routes, then try again.',
    { evidence },
  );
}
