import type { OperationContext } from '../../domain/context.js';
import type { Route, RouteAction, Snapshot } from '../../domain/environment.js';
import { BlueGreenError, isBlueGreenError } from '../../domain/errors.js';
import { stableJson } from '../../planning/plan-hash.js';
import { readBack } from './read-back.js';
import type { RouteChanges } from './route-changes.js';

const TRIES = 3;
const PAUSE_MS = 500;

type Context = Pick<OperationContext, 'traffic' | 'clock'>;

/**
 * Puts the exact former actions of every written route back, the last written first, and reads each back. Deaf to the
 * abort signal, for this is what has to happen after an abort. Yields nothing, so that it may run in a `finally`.
 *
 * @returns how many routes were put back.
 * @throws RESTORE_FAILED with what was read; every route has been tried by then.
 */
export async function restoreTraffic(context: Context, changes: RouteChanges, snapshot: Snapshot): Promise<number> {
  const failures: string[] = [];
  for (const route of [...changes.pending].reverse()) {
    const failure = await restoreRoute(context, route);
    if (failure) failures.push(...failure);
  }
  if (failures.length === 0) return changes.pending.length;
  const way = snapshot.live
    ? `\`bluegreen switch ${snapshot.live}\``
    : 'a switch to the colour that should serve, such as `bluegreen switch blue`';
  throw new BlueGreenError(
    'RESTORE_FAILED',
    'Traffic could not be put back as it was: part of it may go to the wrong colour.',
    `Act now: run \`bluegreen status\`, then ${way}. The former actions stand in the evidence and in the journal.`,
    { evidence: failures },
  );
}

/** Lines that tell what is wrong; null when the route is as it was. */
async function restoreRoute(context: Context, route: Route): Promise<string[] | null> {
  let problem = '';
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (attempt > 1) await context.clock.sleep(PAUSE_MS * attempt);
    problem = await tryRestore(context, route);
    if (problem === '') return null;
  }
  return [`${route.kind} ${route.arn}: ${problem}`, `  should be: ${stableJson(route.actions)}`];
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
