import type { OperationContext } from '../../domain/context.js';
import { isRefusal } from '../../domain/error-kinds.js';
import type { Route, RouteAction } from '../../domain/environment.js';
import type { Change } from '../../domain/journal.js';
import type { Held, RecordedStep } from './under-lease.js';
import { within } from './within.js';

/** Bound on one write of a route, so that a stop on request ends in bounded time; it counts as made when it is overrun. */
const WRITE_MS = 30_000;

export type RouteWrites = Extract<Change, { kind: 'write-routes' }>;

export interface RouteWrite {
  /** As it reads now. */
  readonly route: Route;
  readonly actions: readonly RouteAction[];
}

/** Routes that an operation wrote, with the exact actions they had before its first write. */
export interface RouteChanges {
  /**
   * Puts the intent on record, unless it is `recorded` already, then writes the routes in their order and remembers their
   * former actions. `reference` adds a group at weight 0; `shift` moves traffic.
   *
   * @throws LEASE_LOST before the first write that would no longer be ours to make.
   */
  write(writes: readonly RouteWrite[], purpose: 'reference' | 'shift', recorded?: RecordedStep): Promise<RecordedStep>;
  /** Every route that may differ from before, with its actions from before, in the order of its first write. */
  readonly pending: readonly Route[];
  /** Whether traffic may have moved. */
  readonly moved: boolean;
}

/** @param former routes that an earlier driver of the same operation may have written, with their actions from before it. */
export function trackRouteChanges(
  { traffic, clock }: Pick<OperationContext, 'traffic' | 'clock'>,
  held: Held,
  former: { readonly routes: readonly Route[]; readonly moved: boolean } = { routes: [], moved: false },
): RouteChanges {
  const pending: Route[] = [...former.routes];
  let { moved } = former;
  return {
    pending,
    get moved() {
      return moved;
    },
    async write(writes, purpose, recorded) {
      const [step] = recorded ? [recorded] : await held.record(routeWrites(purpose, writes));
      for (const { route, actions } of writes) {
        held.assertHeld();
        try {
          await within({ clock }, WRITE_MS, traffic.write(route, actions));
        } catch (error) {
          // A refused write changed nothing; after any other failure the change may have been made.
          if (!isRefusal(error)) remember(route);
          throw error;
        }
        remember(route);
      }
      return step!;

      function remember(route: Route) {
        moved ||= purpose === 'shift';
        if (!pending.some((known) => known.arn === route.arn)) pending.push(route);
      }
    },
  };
}

/** The intent of route writes, as it stands in the journal. */
export function routeWrites(purpose: RouteWrites['purpose'], writes: readonly RouteWrite[]): RouteWrites {
  return {
    kind: 'write-routes',
    purpose,
    routes: writes.map(({ route: { kind, arn, listenerArn, actions: before }, actions: after }) => {
      return { kind, arn, listenerArn, before, after };
    }),
  };
}
