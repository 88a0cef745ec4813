import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent } from '../domain/events.js';
import type { SwitchResult } from '../domain/operations.js';
import type { Plan } from '../domain/plan.js';
import { refusalOf } from '../gates/refusal.js';
import { assertUndrifted } from '../planning/find-drift.js';
import type { PreparedMove } from './prepare-move.js';
import { makeMove } from './steps/make-move.js';
import { recheck, stale } from './steps/recheck.js';
import { underLease, type Held } from './steps/under-lease.js';

export const MOVE_TIMEOUT_MS = 5 * 60_000;

export interface MoveInput {
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
  readonly planHash?: string;
}

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/**
 * Carries out a prepared switch or rollback; see design rules 1 to 5 for what it holds to.
 *
 * @param afterwards what belongs to the operation once traffic has moved and is proven.
 */
export async function* moveTraffic(
  context: OperationContext,
  prepared: PreparedMove,
  input: MoveInput,
  afterwards?: (held: Held) => Steps<void>,
): Steps<SwitchResult> {
  const { plan, facts, lease, about } = prepared;
  const { snapshot } = facts;
  const { from, to, release } = plan;
  const unchanged: SwitchResult = { changed: false, plan, from, live: to, release, elapsedMs: 0 };
  assertApproved(plan, input.planHash);
  if (input.dryRun) return { ...unchanged, live: plan.steps.length === 0 ? to : (snapshot.live ?? to) };
  if (plan.steps.length === 0) return unchanged;
  if (plan.verb === 'switch') assertUndrifted(snapshot);
  const refusal = refusalOf(plan.gates, facts, {
    willReference: plan.steps.some((step) => step.kind === 'reference-idle'),
    patient: plan.verb === 'switch',
  });
  if (refusal) throw refusal;

  const timeoutMs = input.timeoutMs ?? MOVE_TIMEOUT_MS;
  const leaving = from ? snapshot.colors[from].release : null;
  const intent = { plan, reason: `${plan.verb} to ${to}`, fromRelease: leaving, ...(about && { about }) };
  return yield* underLease(
    context,
    intent,
    lease,
    async function* (held, now): Steps<SwitchResult> {
      const result = yield* makeMove(context, held, { plan, facts, timeoutMs, now });
      if (afterwards) yield* afterwards(held);
      return result;
    },
    () => recheck(context, snapshot, to),
  );
}

function assertApproved(plan: Plan, approved: string | undefined): void {
  if (approved === undefined || approved === plan.hash) return;
  throw stale('The environment is no longer as it was when this plan was approved.', [
    `approved: ${approved}`,
    `now: ${plan.hash}`,
  ]);
}
