import type { OperationContext } from '../domain/context.js';
import type { Snapshot } from '../domain/environment.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { Change, JournalDocument } from '../domain/journal.js';
import type { RepairInput, RepairResult } from '../domain/operations.js';
import { ADOPT } from '../planning/find-drift.js';
import { hashOf } from '../planning/plan-hash.js';
import { LEASE_KEY } from '../state/document-keys.js';
import { stateUnreadable } from '../state/unreadable.js';
import { moveTraffic } from './move-traffic.js';
import { planObserved } from './prepare-repair.js';
import { observe, type Observation } from './steps/observe.js';
import { oncePerKey } from './steps/once-per-key.js';
import { assertNotAborted, closedErrors } from './steps/operation-errors.js';
import { stale } from './steps/recheck.js';
import { settleBefore } from './steps/settle.js';
import { underLease } from './steps/under-lease.js';

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/**
 * Ends a drift. Either every route that somebody else changed gets its recorded actions back, as a move of traffic with
 * the gates and the proof of a rollback; or, with `adopt`, the routes stay and the record follows them.
 */
export function repair(context: OperationContext, input: RepairInput = {}): Operation<RepairResult> {
  return closedErrors(context, oncePerKey(context, input, { verb: 'repair', run, resultOf: repaired }));
}

async function* run(context: OperationContext, input: RepairInput): Operation<RepairResult> {
  let observation = await observe(context);
  const settled = !input.dryRun && (yield* settleBefore(context, observation.lease, 'repair'));
  if (settled) observation = await observe(context);
  const { snapshot, lease } = observation;
  const { drift, live } = snapshot;
  yield { type: 'environment.observed', snapshot };
  const unchanged: RepairResult = {
    changed: false,
    adopted: false,
    drift,
    plan: null,
    hash: hashOfRoutes(snapshot),
    live,
  };
  // What is intended stands in the lease.
  if (lease && !lease.document) throw stateUnreadable(LEASE_KEY, 'it is no lease');
  if (drift.length === 0) return unchanged;
  yield { type: 'drift.found', drift };
  if (input.adopt) {
    assertApproved(unchanged.hash, input.planHash);
    if (!input.dryRun) yield* adopt(context, observation);
    return input.dryRun ? unchanged : { ...unchanged, changed: true, adopted: true };
  }
  const prepared = yield* planObserved(context, observation);
  const { plan } = prepared;
  const moved = yield* moveTraffic(context, { ...prepared, about: { drift } }, input);
  return { ...unchanged, changed: moved.changed, plan, hash: plan.hash, live: moved.live };
}

/** What a repair on record came to. */
function repaired({ plan, about, to, steps }: JournalDocument, { config }: OperationContext): RepairResult {
  const taken = steps.flatMap(({ change }) => (change.kind === 'write-routes' ? change.routes : []));
  const routes = taken.map(({ kind, arn, listenerArn, after: actions }) => ({ kind, arn, listenerArn, actions }));
  const hash = plan?.hash ?? hashOfRoutes({ environment: config.environment, routes });
  return { changed: true, adopted: plan === null, drift: about?.drift ?? [], plan, hash, live: to };
}

/** Writes the present routes down as the intended ones. */
async function* adopt(context: OperationContext, { snapshot, lease }: Observation): Steps<void> {
  const { live, routes, drift } = snapshot;
  const reason = `take ${routes.length} routes as they are`;
  const intent = { plan: null, verb: ADOPT, reason, fromRelease: null, from: live, to: live, about: { drift } };
  yield* underLease(context, intent, lease, async function* (held): Steps<void> {
    assertNotAborted(context);
    const [step] = await held.record(asTheyAre(snapshot));
    step?.done('as read, none was changed');
    yield { type: 'routes.adopted', routes: routes.length };
  });
}

/** A change from what is to what is: whoever finishes it or takes it back writes nothing. */
function asTheyAre({ routes }: Snapshot): Change {
  return {
    kind: 'write-routes',
    purpose: 'restore',
    routes: routes.map(({ kind, arn, listenerArn, actions }) => {
      return { kind, arn, listenerArn, before: actions, after: actions };
    }),
  };
}

function hashOfRoutes({ environment, routes }: Pick<Snapshot, 'environment' | 'routes'>): string {
  return hashOf({ createdAt: '', environment, routes });
}

function assertApproved(now: string, approved: string | undefined): void {
  if (approved === undefined || approved === now) return;
  throw stale('The routes are no longer as they were when this was approved.', [
    `approved: ${approved}`,
    `now: ${now}`,
  ]);
}
