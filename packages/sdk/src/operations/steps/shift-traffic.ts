import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { Route, RouteAction, Snapshot } from '../../domain/environment.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Plan, PlanStep } from '../../domain/plan.js';
import { say, toldError } from '../../narration/say.js';
import { stableJson } from '../../planning/plan-hash.js';
import { assertNotAborted } from './operation-errors.js';
import { readBack } from './read-back.js';
import type { RouteChanges, RouteWrite } from './route-changes.js';
import type { RecordedStep } from './under-lease.js';

export function shiftsOf(plan: Plan): Extract<PlanStep, { kind: 'shift' }>[] {
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

/** The writes of a plan's shift; a route that the plan refers to the idle group first reads so by then. */
export function shiftWrites(plan: Plan, snapshot: Snapshot): RouteWrite[] {
  return shiftsOf(plan).map(({ routeArn, before, after }) => {
    return { route: { ...routeOf(snapshot, routeArn), actions: before }, actions: after };
  });
}

export interface Shift {
  readonly from: Color | null;
  readonly to: Color;
  readonly writes: readonly RouteWrite[];
  /** The intent, when it is on record already. */
  readonly recorded?: RecordedStep;
  /** Called right before the first write. */
  readonly onShift?: () => void;
}

/**
 * Writes every route and reads every one back. Undoing on failure is the caller's, through `changes`.
 *
 * @throws READ_BACK_MISMATCH with what was read; or what a write threw.
 */
export async function* shiftTraffic(
  context: OperationContext,
  { from, to, writes, recorded, onShift }: Shift,
  changes: RouteChanges,
): AsyncGenerator<BlueGreenEvent, void, void> {
  yield { type: 'traffic.shifting', from, to, routeArns: writes.map(({ route }) => route.arn) };
  // The last moment at which stopping costs nothing.
  assertNotAborted(context);
  onShift?.();
  const step = await changes.write(writes, 'shift', recorded);
  const read = await Promise.all(
    writes.map(async (write) => ({ write, differing: await readBack(context, write.route, write.actions) })),
  );
  const wrong = read.filter(({ differing }) => differing !== null);
  if (wrong.length > 0)
    throw readBackMismatch(
      to,
      wrong.map(({ write, differing }) => lineOf(write, differing!)),
    );
  step.done('reads as written');
  yield { type: 'traffic.shifted', from, to, routes: writes.length };
}

function lineOf({ route, actions }: RouteWrite, differing: readonly RouteAction[]): string {
  return `${route.kind} ${route.arn}: wrote ${stableJson(actions)}, read ${stableJson(differing)}`;
}

function readBackMismatch(to: Color, evidence: readonly string[]): BlueGreenError {
  const told = say('read-back.differs', { to });
  return toldError('READ_BACK_MISMATCH', told, say('read-back.differs.next'), { evidence });
}
