import type { OperationContext } from '../../domain/context.js';
import type { RouteAction, Snapshot, TargetSnapshot } from '../../domain/environment.js';
import { readAgain } from '../../domain/error-kinds.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { SwitchResult } from '../../domain/operations.js';
import type { Plan } from '../../domain/plan.js';
import type { ReleaseRef } from '../../domain/release.js';
import { wantedCapacity } from '../../gates/capacity-parity.js';
import type { GateFacts } from '../../gates/facts.js';
import { refusalOf } from '../../gates/refusal.js';
import { productionUrlsOf, waysToProve } from '../../planning/proof-ways.js';
import { holdIntent, withHeldCapacity } from './hold-capacity.js';
import { identifyRelease } from './identify-release.js';
import { assertNotAborted } from './operation-errors.js';
import { probeLive } from './probe-live.js';
import { startProofStream, type ProofStream } from './proof-stream.js';
import { assertNoDeployment, assertRoutesFresh, assertTargetsFresh, recheck, type Recheck } from './recheck.js';
import { referenceIdleGroup } from './reference-idle.js';
import { routeWrites, type RouteChanges } from './route-changes.js';
import { shiftsOf, shiftTraffic, shiftWrites } from './shift-traffic.js';
import { undoOnFailure } from './undo-on-failure.js';
import type { Held, RecordedStep } from './under-lease.js';
import { waitUntilHealthy } from './wait-until-healthy.js';

/** Longest that clients may meet an unproven colour. */
export const LONGEST_PROOF_MS = 60_000;

export interface Move {
  readonly plan: Plan;
  readonly facts: GateFacts;
  readonly timeoutMs: number;
  /** What was read beside the claim. */
  readonly now: Recheck;
}

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/**
 * Moves traffic as planned: under held capacity, watched by a stream of requests, proven, and undone unless it holds.
 * Where every gate passed already, one round of reads and one write of the journal stand before the first route.
 */
export async function* makeMove(context: OperationContext, held: Held, move: Move): Steps<SwitchResult> {
  const { plan, facts } = move;
  const { snapshot } = facts;
  const ready = isReady(plan, facts);
  assertStill(move, ready);
  const { hold, shift } = ready ? await recordAll(context, held, move) : {};
  let proof: ProofStream | undefined;
  const steps = async function* (changes: RouteChanges, targets: readonly TargetSnapshot[]): Steps<SwitchResult> {
    const frozen = { ...move, now: { ...move.now, targets } };
    // What left before scaling was held is seen now; what could leave from here on is held.
    assertStill(frozen, ready);
    const checked = yield* checkDestination(context, frozen, changes, ready);
    assertNotAborted(context);
    const { from, to } = plan;
    const { release } = checked;
    if (!plan.release && release) held.note({ release });
    proof = startProofStream(context, {
      urls: productionUrlsOf(snapshot, context.config),
      ...context.config.proof,
      ...{ color: to, release },
    });
    const startedAt = context.clock.now();
    const onShift = () => proof?.shifted();
    yield* shiftTraffic(context, { from, to, writes: shiftWrites(plan, snapshot), recorded: shift, onShift }, changes);
    yield* probeLive(context, {
      color: to,
      release,
      instances: checked.targets.map((target) => target.id),
      deadlineMs: context.clock.now() + Math.min(move.timeoutMs, LONGEST_PROOF_MS),
      ways: waysToProve(
        snapshot,
        context.config,
        shiftsOf(plan).map((step) => step.routeArn),
      ),
    });
    return { changed: true, plan, from, live: to, release, elapsedMs: context.clock.now() - startedAt };
  };
  const proven = async function* (targets: readonly TargetSnapshot[]): Steps<SwitchResult> {
    try {
      return yield* undoOnFailure(context, snapshot, held, (changes) => steps(changes, targets));
    } finally {
      // Only once traffic is where it belongs: the last requests may take their time.
      if (proof) held.note({ proof: await proof.stop() });
    }
  };
  const look = () => readAgain(() => context.targets.health(snapshot.colors[plan.to].targetGroupArn));
  return yield* withHeldCapacity(context, held, snapshot, plan.to, proven, hold, look);
}

/** Every gate passed, so that nothing has to be waited for. */
function isReady({ gates }: Plan, facts: GateFacts): boolean {
  return gates.every((verdict) => {
    if (verdict.verdict === 'pass') return true;
    return verdict.gate === 'release-identity' && refusalOf([verdict], facts) === null;
  });
}

/** What was read under the lease is what was planned on. @throws PLAN_STALE. */
function assertStill({ plan, facts: { snapshot }, now }: Move, ready: boolean): void {
  const expected = snapshot.routes.map((route) => route.actions);
  assertRoutesFresh(snapshot, now, expected);
  assertNoDeployment(now, plan.to);
  if (ready) assertTargetsFresh(now, plan.to, snapshot.colors[plan.to].targets);
}

/** Both intents of a move that need not wait, in one write. */
async function recordAll(
  context: OperationContext,
  held: Held,
  { plan, facts: { snapshot } }: Move,
): Promise<{ hold?: RecordedStep; shift?: RecordedStep }> {
  const hold = holdIntent(snapshot, plan.to, context.config);
  const shift = routeWrites('shift', shiftWrites(plan, snapshot));
  const recorded = await held.record(...(hold ? [hold] : []), shift);
  return hold ? { hold: recorded[0], shift: recorded[1] } : { shift: recorded[0] };
}

/** The destination healthy and identified, and after any wait the world still as planned. */
async function* checkDestination(
  context: OperationContext,
  { plan, facts, timeoutMs, now }: Move,
  changes: RouteChanges,
  ready: boolean,
): Steps<{ release: ReleaseRef | null; targets: readonly TargetSnapshot[] }> {
  const { snapshot, to, expected } = facts;
  const deadlineMs = context.clock.now() + timeoutMs;
  const reference = plan.steps.find((step) => step.kind === 'reference-idle');
  const justReferenced = yield* referenceIdleGroup(reference, to, snapshot, changes);
  const wanted = plan.verb === 'switch' ? wantedCapacity(snapshot, to) : 1;
  const { targetGroupArn: groupArn } = snapshot.colors[to];
  const wait = { color: to, groupArn, wanted, deadlineMs, first: now.targets, justReferenced };
  const targets = yield* waitUntilHealthy(context, wait);
  const finding = ready ? facts.identity : undefined;
  const { release } = yield* identifyRelease(context, snapshot, { color: to, targets, expected, finding });
  if (ready) return { release, targets };

  // The wait may have taken minutes: never shift on an older picture.
  const should = expectedActions(plan, snapshot);
  const last = await recheck(context, snapshot, to, should);
  assertRoutesFresh(snapshot, last, should);
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
