import type { OperationContext } from '../domain/context.js';
import type { RouteAction, Snapshot, TargetSnapshot } from '../domain/environment.js';
import { BlueGreenError, isBlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent } from '../domain/events.js';
import { name } from '../domain/words.js';
import type { SwitchResult } from '../domain/operations.js';
import type { Plan } from '../domain/plan.js';
import type { ReleaseRef } from '../domain/release.js';
import { wantedCapacity } from '../gates/capacity-parity.js';
import { refusalOf } from '../gates/refusal.js';
import { identifyRelease } from './steps/identify-release.js';
import { probeLive } from './steps/probe-live.js';
import { assertNoDeployment, assertRoutesFresh, assertTargetsFresh, recheck, stale } from './steps/recheck.js';
import { referenceIdleGroup } from './steps/reference-idle.js';
import type { RouteChanges } from './steps/route-changes.js';
import { shiftTraffic } from './steps/shift-traffic.js';
import { undoOnFailure } from './steps/undo-on-failure.js';
import { underLease, type Held } from './steps/under-lease.js';
import { waitUntilHealthy } from './steps/wait-until-healthy.js';
import { assertNotAborted } from './steps/operation-errors.js';
import type { PreparedMove } from './prepare-move.js';

const DEFAULT_TIMEOUT_MS = 5 * 60_000;
/** Longest that clients may meet an unproven colour. */
const LONGEST_PROOF_MS = 60_000;

export interface MoveInput {
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
  readonly planHash?: string;
}

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/** Carries out a prepared switch or rollback; see design rules 1 to 5 for what it holds to. */
export async function* moveTraffic(
  context: OperationContext,
  prepared: PreparedMove,
  input: MoveInput,
): Steps<SwitchResult> {
  const { plan, facts, lease } = prepared;
  const { snapshot } = facts;
  const unchanged: SwitchResult = {
    changed: false,
    plan,
    from: plan.from,
    live: plan.to,
    release: plan.release,
    elapsedMs: 0,
  };
  assertApproved(plan, input.planHash);
  if (input.dryRun) return { ...unchanged, live: plan.steps.length === 0 ? plan.to : (snapshot.live ?? plan.to) };
  const timeoutMs = input.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  if (plan.steps.length === 0) {
    // Live already, but by an operation that never ended: nobody has proven it yet.
    if (snapshot.operation) yield* proveUnfinished(context, prepared, timeoutMs);
    return unchanged;
  }
  const refusal = refusalOf(plan.gates, facts, {
    willReference: plan.steps.some((step) => step.kind === 'reference-idle'),
    patient: plan.verb === 'switch',
  });
  if (refusal) throw refusal;

  const deadlineMs = context.clock.now() + timeoutMs;
  const leaving = plan.from ? snapshot.colors[plan.from].release : null;
  const intent = { plan, reason: `${plan.verb} to ${plan.to}`, fromRelease: leaving };
  return yield* underLease(context, intent, lease, (held) =>
    undoOnFailure(context, snapshot, held, async function* (changes): Steps<SwitchResult> {
      const checked = yield* checkDestination(context, prepared, held, changes, deadlineMs);
      assertNotAborted(context);
      const startedAt = context.clock.now();
      yield* shiftTraffic(context, plan, snapshot, changes);
      yield* probeLive(context, {
        color: plan.to,
        release: checked.release,
        instances: checked.targets.map((target) => target.id),
        deadlineMs: context.clock.now() + Math.min(timeoutMs, LONGEST_PROOF_MS),
      });
      const elapsedMs = context.clock.now() - startedAt;
      return { changed: true, plan, from: plan.from, live: plan.to, release: checked.release, elapsedMs };
    }),
  );
}

/**
 * Proves the colour that an interrupted operation left live.
 *
 * @throws LEASE_HELD while that operation may still be at work; RESTORE_FAILED when the colour does not answer right.
 */
async function* proveUnfinished(
  context: OperationContext,
  { plan, facts, lease }: PreparedMove,
  timeoutMs: number,
): Steps<void> {
  const { release, targets } = facts.snapshot.colors[plan.to];
  const intent = { plan, reason: `prove ${plan.to}`, fromRelease: null };
  yield* underLease(context, intent, lease, async function* (held): Steps<void> {
    await held.readyToAct();
    try {
      const instances = targets.map((target) => target.id);
      const deadlineMs = context.clock.now() + Math.min(timeoutMs, LONGEST_PROOF_MS);
      yield* probeLive(context, { color: plan.to, release, instances, deadlineMs });
    } catch (error) {
      if (!isBlueGreenError(error) || error.code !== 'PROBE_FAILED') throw error;
      throw new BlueGreenError(
        'RESTORE_FAILED',
        `An interrupted operation left ${name(plan.to)} live, and it does not answer right: ${error.message}`,
        'Put the other colour back: `bluegreen rollback`, or name it: `bluegreen switch <colour>`.',
        { evidence: error.evidence, cause: error },
      );
    }
  });
}

/**
 * Everything between holding the lease and moving traffic: the world as planned, the destination healthy and identified.
 * Where every gate passed already, one round of reads confirms it.
 */
async function* checkDestination(
  context: OperationContext,
  { plan, facts }: PreparedMove,
  held: Held,
  changes: RouteChanges,
  deadlineMs: number,
): Steps<{ release: ReleaseRef | null; targets: readonly TargetSnapshot[] }> {
  const { snapshot, to, expected } = facts;
  const group = snapshot.colors[to];
  const ready = plan.gates.every((gate) => gate.verdict === 'pass');
  const [now] = await Promise.all([recheck(context, snapshot, to), held.readyToAct()]);
  assertRoutesFresh(
    snapshot,
    now,
    snapshot.routes.map((route) => route.actions),
  );
  assertNoDeployment(now, to);
  if (ready) assertTargetsFresh(now, to, group.targets);

  const justReferenced = yield* referenceIdleGroup(plan, snapshot, changes);
  const wanted = plan.verb === 'switch' ? wantedCapacity(snapshot, to) : 1;
  const wait = { color: to, groupArn: group.targetGroupArn, wanted, deadlineMs, first: now.targets, justReferenced };
  const targets = yield* waitUntilHealthy(context, wait);
  const finding = ready ? facts.identity : undefined;
  const { release } = yield* identifyRelease(context, snapshot, { color: to, targets, expected, finding });
  if (ready) return { release, targets };

  // The wait may have taken minutes: never shift on an older picture.
  const [last] = await Promise.all([recheck(context, snapshot, to), held.readyToAct()]);
  assertRoutesFresh(snapshot, last, expectedActions(plan, snapshot));
  assertNoDeployment(last, to);
  assertTargetsFresh(last, to, targets);
  return { release, targets };
}

/** What every route should read just before the shift: as planned, with the idle group referenced where planned. */
function expectedActions(plan: Plan, snapshot: Snapshot): (readonly RouteAction[])[] {
  return snapshot.routes.map((route) => {
    const step = plan.steps.find(
      (candidate) => candidate.kind === 'reference-idle' && candidate.routeArn === route.arn,
    );
    return step?.kind === 'reference-idle' ? step.after : route.actions;
  });
}

function assertApproved(plan: Plan, approved: string | undefined): void {
  if (approved === undefined || approved === plan.hash) return;
  throw stale('The environment is no longer as it was when this plan was approved.', [
    `approved: ${approved}`,
    `now: ${plan.hash}`,
  ]);
}
