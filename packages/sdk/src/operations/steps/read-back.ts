import type { OperationContext } from '../../domain/context.js';
import type { Route, RouteAction } from '../../domain/environment.js';
import { sameActions } from '../../planning/same-actions.js';

/** Answers of ELBv2 may lag behind its own writes for a moment. */
const PAUSES_MS = [0, 100, 250, 500, 1_000, 2_000];

/**
 * Reads a route until it says what was written. Deaf to the abort signal: it is also how a restoration is checked.
 *
 * @returns null when it does, or else what it said last.
 * @throws what the last reading threw.
 */
export async function readBack(
  { traffic, clock }: Pick<OperationContext, 'traffic' | 'clock'>,
  route: Route,
  written: readonly RouteAction[],
): Promise<readonly RouteAction[] | null> {
  let last: readonly RouteAction[] = [];
  for (const [index, pauseMs] of PAUSES_MS.entries()) {
    if (pauseMs > 0) await clock.sleep(pauseMs);
    try {
      last = await traffic.read(route);
      if (sameActions(last, written)) return null;
    } catch (error) {
      if (index === PAUSES_MS.length - 1) throw error;
    }
  }
  return last;
}
