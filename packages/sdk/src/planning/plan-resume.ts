import type { Route, RouteAction, RouteDrift } from '../domain/environment.js';
import type { JournalDocument, JournalStep } from '../domain/journal.js';
import type { EndState, ResumeAction } from '../domain/operations.js';
import type { HoldChange } from './plan-hold.js';
import { sameActions } from './same-actions.js';

/**
 * What is wanted of an unfinished operation. `settle`: another verb only wants it out of its way, so that what has not
 * moved traffic yet does not begin to, and nobody waits for a deployment.
 */
export type ResumeMode = 'finish' | 'unwind' | 'settle';

/** What a route of the journal reads now; null when it is gone. */
export type RouteReadings = ReadonlyMap<string, readonly RouteAction[] | null>;

export interface ResumePlan {
  readonly action: ResumeAction;
  /** What `close` and `restore` end as. */
  readonly end: EndState;
  /** Every route that the operation may have written, with its exact actions from before. */
  readonly former: readonly Route[];
  /** Whether traffic may have moved. */
  readonly moved: boolean;
  /** For `complete`: every route with what it should read. Otherwise: those that do not read as before, with what did. */
  readonly writes: readonly { readonly route: Route; readonly actions: readonly RouteAction[] }[];
  readonly drift: readonly RouteDrift[];
  /** Scaling that was held and is not known to have been let go. */
  readonly capacity: readonly HoldChange[];
  /** For `resize`. */
  readonly sizes: readonly JournalStep[];
}

/** Verbs that move live traffic by a stored plan, and can carry it on. */
const MOVES = new Set(['switch', 'rollback']);

/** From what the journal says was meant, and what the routes read, to what is to be done. Pure. */
export function planResume(entry: JournalDocument, readings: RouteReadings, mode: ResumeMode): ResumePlan {
  const routes = routesOf(entry);
  const drift = driftOf(routes, readings);
  const read = (arn: string) => readings.get(arn) ?? [];
  const former = routes.map(({ route }) => route);
  const changed = routes.filter(({ route }) => !sameActions(read(route.arn), route.actions));
  const shifted = routes.filter(({ shift, route }) => shift && sameActions(read(route.arn), shift));
  const restoring = routes.some((route) => route.restoring);
  const written = entry.steps.some((step) => isShift(step) && step.endedAt !== null);
  const moved = shifted.length > 0 || written || routes.some((route) => route.restoring && route.shift !== null);
  const shared = { former, moved, drift, capacity: heldCapacity(entry.steps), sizes: openSizes(entry.steps) };
  const plan = (action: ResumeAction, writes: ResumePlan['writes'] = []): ResumePlan => {
    return { ...shared, action, writes, end: moved ? 'rolled-back' : 'failed-unmoved' };
  };
  const back = changed.map(({ route }) => ({ route: { ...route, actions: read(route.arn) }, actions: route.actions }));
  const restore = () => plan(back.length > 0 ? 'restore' : 'close', back);
  const carryOn = () => plan('carry-on', back);

  if (entry.verb === 'deploy') return planDeployment(entry, mode, { plan, restore, carryOn });
  if (drift.length > 0) return plan('drifted');
  if (shared.sizes.length > 0) return plan('resize');
  if (mode === 'unwind' || restoring) return restore();
  if (shifted.length > 0) {
    const meant = routes.flatMap(({ route, shift }) => (shift ? [{ route, actions: shift }] : []));
    return plan('complete', meant);
  }
  return mode === 'finish' && MOVES.has(entry.verb) && entry.plan ? carryOn() : restore();
}

function planDeployment(
  entry: JournalDocument,
  mode: ResumeMode,
  ways: {
    readonly plan: (action: ResumeAction) => ResumePlan;
    readonly restore: () => ResumePlan;
    readonly carryOn: () => ResumePlan;
  },
): ResumePlan {
  const { plan, restore, carryOn } = ways;
  const begun = entry.deploymentId !== null || entry.steps.some((step) => step.change.kind === 'create-deployment');
  if (mode === 'unwind') return begun ? { ...restore(), action: 'stop' } : restore();
  if (begun) return plan('follow');
  return mode === 'finish' && entry.plan ? carryOn() : restore();
}

interface RouteRecord {
  /** With the actions from before the operation's first write. */
  readonly route: Route;
  /** What the newest shift gave it; null when traffic was never meant to move there. */
  readonly shift: readonly RouteAction[] | null;
  /** The operation had decided to go back. */
  readonly restoring: boolean;
  /** Everything that the operation may have left it at. */
  readonly known: readonly (readonly RouteAction[])[];
}

function routesOf({ steps }: JournalDocument): RouteRecord[] {
  const records = new Map<string, RouteRecord>();
  for (const { change } of steps) {
    if (change.kind !== 'write-routes') continue;
    for (const { kind, arn, listenerArn, before, after } of change.routes) {
      const first = {
        route: { kind, arn, listenerArn, actions: before },
        shift: null,
        restoring: false,
        known: [before],
      };
      const earlier: RouteRecord = records.get(arn) ?? first;
      records.set(arn, {
        ...earlier,
        shift: change.purpose === 'shift' ? after : earlier.shift,
        // Anything that follows a restoration is a new attempt of a later driver.
        restoring: change.purpose === 'restore',
        known: [...earlier.known, after],
      });
    }
  }
  return [...records.values()];
}

function driftOf(routes: readonly RouteRecord[], readings: RouteReadings): RouteDrift[] {
  return routes.flatMap(({ route: { kind, arn }, known }): RouteDrift[] => {
    const actual = readings.get(arn) ?? null;
    if (actual && known.some((actions) => sameActions(actions, actual))) return [];
    return [{ kind, arn, change: actual ? 'colour' : 'gone', expected: known.at(-1)!, actual }];
  });
}

function isShift({ change }: JournalStep): boolean {
  return change.kind === 'write-routes' && change.purpose === 'shift';
}

/** Holds that no finished restoration follows. */
function heldCapacity(steps: readonly JournalStep[]): HoldChange[] {
  const lastRestored = steps.findLastIndex((step) => step.change.kind === 'restore-capacity' && step.endedAt !== null);
  return steps
    .slice(lastRestored + 1)
    .flatMap(({ change }) =>
      change.kind === 'hold-capacity' ? [{ ...change, kind: 'restore-capacity' as const }] : [],
    );
}

function openSizes(steps: readonly JournalStep[]): JournalStep[] {
  return steps.filter((step) => step.change.kind === 'set-capacity' && step.endedAt === null);
}
