import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { Route, RouteAction } from '../../domain/environment.js';
import { isBlueGreenError } from '../../domain/errors.js';
import { say, toldError } from '../../narration/say.js';
import { stableJson } from '../../planning/plan-hash.js';
import { readBack } from './read-back.js';
import { routeWrites, type RouteChanges } from './route-changes.js';
import type { Held } from './under-lease.js';
import { within } from './within.js';

/** Within this, all routes are back or known not to be, however hard AWS throttles. A stop on request takes no longer. */
export const RESTORE_MS = 30_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4_000;

type Context = Pick<OperationContext, 'traffic' | 'clock'>;

/**
 * Puts the exact former actions of every written route back, the last written first, and reads each back. Deaf to the
 * abort signal, for this is what has to happen after an abort. Yields nothing, so that it may run in a `finally`.
 *
 * @returns how many routes were put back.
 * @throws RESTORE_FAILED with what was read; every route has been tried by then. LEASE_LOST when somebody took over, who
 *   then puts them back: nothing has been written in that case.
 */
export async function restoreTraffic(
  context: Context,
  held: Held,
  changes: RouteChanges,
  live: Color | null,
): Promise<number> {
  const deadlineMs = context.clock.now() + RESTORE_MS;
  const routes = [...changes.pending].reverse();
  const step = await recordRestoring(context, held, routes);
  const failures: string[] = [];
  for (const route of routes) {
    const failure = await restoreRoute(context, held, route, deadlineMs);
    if (failure) failures.push(...failure);
  }
  if (failures.length === 0) {
    step?.done('reads as before');
    return changes.pending.length;
  }
  throw toldError('RESTORE_FAILED', say('restore.failed'), say('restore.failed.next', { live }), {
    evidence: failures,
  });
}

/** While our own hold lasts nobody takes over, so a store that cannot be reached does not keep traffic where it is. */
async function recordRestoring(context: Context, held: Held, routes: readonly Route[]) {
  const writes = routes.map((route) => ({ route, actions: route.actions }));
  try {
    const [step] = await within(context, RESTORE_MS / 3, held.record(routeWrites('restore', writes)));
    return step;
  } catch (error) {
    if (isBlueGreenError(error) && error.code === 'LEASE_LOST') throw error;
    held.assertHeld();
    return undefined;
  }
}

/** Lines that tell what is wrong; null when the route is as it was. Tried once at least. */
async function restoreRoute(context: Context, held: Held, route: Route, deadlineMs: number): Promise<string[] | null> {
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    held.assertHeld();
    const leftMs = Math.max(1_000, deadlineMs - context.clock.now());
    const problem = await within(context, leftMs, tryRestore(context, route)).catch(reasonOf);
    if (problem === '') return null;
    if (context.clock.now() + pauseMs >= deadlineMs)
      return [`${route.kind} ${route.arn}: ${problem}`, `  should be: ${stableJson(route.actions)}`];
    await context.clock.sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

async function tryRestore(context: Context, route: Route): Promise<string> {
  let refused: unknown;
  await context.traffic.write(route, route.actions).catch((error: unknown) => (refused = error));
  try {
    const differing: readonly RouteAction[] | null = await readBack(context, route, route.actions);
    if (differing === null) return '';
    return `reads ${stableJson(differing)}${refused ? `, and writing failed: ${reasonOf(refused)}` : ''}`;
  } catch (error) {
    return `could not be read: ${reasonOf(error)}`;
  }
}

function reasonOf(error: unknown): string {
  if (isBlueGreenError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
