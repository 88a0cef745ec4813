import type { OperationContext } from '../../domain/context.js';
import type { Snapshot } from '../../domain/environment.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Told } from '../../domain/sentences.js';
import { inEnglish, say } from '../../narration/say.js';
import { toBlueGreenError } from './operation-errors.js';
import { restoreTraffic } from './restore-traffic.js';
import type { Held } from './under-lease.js';
import { trackRouteChanges, type RouteChanges } from './route-changes.js';

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/**
 * Runs steps that write routes. Unless they reach their end, by an error, an abort, or a caller that stops listening,
 * every written route gets its exact former actions back before anything else happens.
 */
export async function* undoOnFailure<Result>(
  context: OperationContext,
  snapshot: Pick<Snapshot, 'live'>,
  held: Held,
  steps: (changes: RouteChanges) => Steps<Result>,
  former?: Parameters<typeof trackRouteChanges>[2],
): Steps<Result> {
  const changes = trackRouteChanges(context, held, former);
  let settled = false;
  try {
    const result = yield* steps(changes);
    settled = true;
    return result;
  } catch (error) {
    settled = true;
    const cause = toBlueGreenError(error, context);
    if (changes.pending.length === 0) throw cause;
    held.endAs('needs-attention');
    const routes = await restoreTraffic(context, held, changes, snapshot.live);
    held.endAs(changes.moved ? 'rolled-back' : 'failed-unmoved');
    yield { type: 'traffic.restored', live: snapshot.live, routes };
    throw changes.moved ? afterRestoring(cause, snapshot) : cause;
  } finally {
    if (!settled && changes.pending.length > 0) {
      held.endAs('needs-attention');
      await restoreTraffic(context, held, changes, snapshot.live);
      held.endAs(changes.moved ? 'rolled-back' : 'failed-unmoved');
    }
  }
}

/** What to tell once traffic is back: errors whose code says so stay themselves, others become SWITCH_REVERTED. */
function afterRestoring(cause: BlueGreenError, { live }: Pick<Snapshot, 'live'>): BlueGreenError {
  const { message, next, nextTold } = cause;
  const given = { said: message, told: cause.told ?? null, live };
  const spoken = (told: Told) => [inEnglish(told), next, { told, ...(nextTold && { nextTold }), cause }] as const;
  if (cause.code === 'ABORTED') return new BlueGreenError('ABORTED', ...spoken(say('stopped.back', given)));
  if (cause.exitCode === 7) return cause;
  const [english, , details] = spoken(say('reverted', given));
  const evidence = [`${cause.code}: ${message}`, ...cause.evidence];
  return new BlueGreenError('SWITCH_REVERTED', english, next, { ...details, evidence });
}
