import type { OperationContext } from '../../domain/context.js';
import { isRefusal } from '../../domain/error-kinds.js';
import type { Route, RouteAction } from '../../domain/environment.js';

/** Routes that an operation wrote, with the exact actions they had before its first write. */
export interface RouteChanges {
  /** Writes one route and remembers its former actions. `reference` adds a group at weight 0; `shift` moves traffic. */
  write(route: Route, actions: readonly RouteAction[], purpose: 'reference' | 'shift'): Promise<void>;
  /** Every route that may differ from before, in the order of its first write. */
  readonly pending: readonly Route[];
  /** Whether traffic may have moved. */
  readonly moved: boolean;
}

export function trackRouteChanges(traffic: OperationContext['traffic']): RouteChanges {
  const pending: Route[] = [];
  let moved = false;
  return {
    pending,
    get moved() {
      return moved;
    },
    async write(route, actions, purpose) {
      try {
        await traffic.write(route, actions);
      } catch (error) {
        // A refused write changed nothing; after any other failure the change may have been made.
        if (isRefusal(error)) throw error;
        remember();
        throw error;
      }
      remember();

      function remember() {
        moved ||= purpose === 'shift';
        if (!pending.some((former) => former.arn === route.arn)) pending.push(route);
      }
    },
  };
}
