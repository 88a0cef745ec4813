import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import { BlueGreenError, isBlueGreenError } from '../domain/errors.js';
import type { Color } from '../domain/color.js';
import type { Snapshot, TargetSnapshot } from '../domain/environment.js';
import type { JournalDocument } from '../domain/journal.js';
import type { ScaleInput, ScaleResult } from '../domain/operations.js';
import type { ScalePlan } from '../domain/plan.js';
import { assertUndrifted } from '../planning/find-drift.js';
import { rollbackDestination } from '../planning/plan-rollback.js';
import { planScale } from '../planning/plan-scale.js';
import { assertColorChoice, resolveColor } from '../planning/resolve-color.js';
import type { LeaseReading } from '../state/lease-document.js';
import { FIRST_LOOK, JOURNAL_DEPTH, readEarlierMoves } from './prepare-move.js';
import { observe } from './steps/observe.js';
import { oncePerKey } from './steps/once-per-key.js';
import { assertNotAborted, closedErrors } from './steps/operation-errors.js';
import { stale } from './steps/recheck.js';
import { settleBefore } from './steps/settle.js';
import { isSameSize, setCapacity } from './steps/set-capacity.js';
import { underLease } from './steps/under-lease.js';
import { waitUntilGone } from './steps/wait-until-gone.js';
import { waitUntilHealthy } from './steps/wait-until-healthy.js';

const DEFAULT_TIMEOUT_MS = 10 * 60_000;
/** The largest number that Auto Scaling itself could mean. */
const MOST = 10_000;

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

interface Prepared {
  readonly snapshot: Snapshot;
  readonly lease: LeaseReading | null;
  readonly plan: ScalePlan;
}

/**
 * Gives a colour another number of instances, and waits until its targets are that many: healthy ones, for new instances
 * get the colour's last release by CodeDeploy (contract C13). Never what serves, nor the only way back, unless told so.
 */
export function scale(context: OperationContext, input: ScaleInput): Operation<ScaleResult> {
  return closedErrors(context, oncePerKey(context, input, { verb: 'scale', run, resultOf: scaledTo }));
}

async function* run(context: OperationContext, input: ScaleInput): Operation<ScaleResult> {
  const { snapshot, lease, plan } = yield* prepare(context, input);
  const { color } = plan;
  const healthy = snapshot.colors[color].healthy;
  const unchanged: ScaleResult = { changed: false, plan, color, healthy, elapsedMs: 0 };
  if (input.planHash !== undefined && input.planHash !== plan.hash) {
    throw stale('The environment is no longer as it was when this plan was approved.', [
      `approved: ${input.planHash}`,
      `now: ${plan.hash}`,
    ]);
  }
  if (input.dryRun) return unchanged;
  assertUndrifted(snapshot);
  assertAllowed(plan);
  if (isSameSize(plan.before, plan.after)) return unchanged;

  const reason = `scale ${color} to ${plan.after.desired}`;
  const intent = { plan: null, verb: 'scale', reason, fromRelease: null, to: color, about: { scaling: plan } };
  return yield* underLease(context, intent, lease, async function* (held): Steps<ScaleResult> {
    const startedAt = context.clock.now();
    assertNotAborted(context);
    yield* setCapacity(context, plan, held);
    const deadlineMs = startedAt + (input.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const targets = yield* waitForTargets(context, snapshot, plan, deadlineMs);
    const nowHealthy = targets.filter((target) => target.health === 'healthy').length;
    held.note({ about: { scaling: plan, healthy: nowHealthy } });
    return { changed: true, plan, color, healthy: nowHealthy, elapsedMs: context.clock.now() - startedAt };
  });
}

/** What a scaling on record came to. Who finished it for a dead driver did not wait: its targets are counted now. */
async function scaledTo(
  { id, about, startedAt, endedAt }: JournalDocument,
  context: OperationContext,
): Promise<ScaleResult> {
  const plan = about?.scaling;
  if (!plan) throw new BlueGreenError('INTERNAL', `The record of ${id} is no scaling.`, 'Run `bluegreen history`.');
  const { color } = plan;
  const healthy = about.healthy ?? (await observe(context)).snapshot.colors[color].healthy;
  return { changed: true, plan, color, healthy, elapsedMs: Date.parse(endedAt ?? startedAt) - Date.parse(startedAt) };
}

/** Observes and plans; changes nothing, unless it is to settle what a dead operation left behind. */
async function* prepare(context: OperationContext, input: ScaleInput): Steps<Prepared> {
  assertColorChoice(input.color);
  for (const size of [input.desired, input.min, input.max]) assertSize(size);
  let observation = await observe(context);
  const settled = !input.dryRun && (yield* settleBefore(context, observation.lease, 'scale'));
  if (settled) observation = await observe(context);
  const { snapshot, lease } = observation;
  yield { type: 'environment.observed', snapshot };
  const color = resolveColor(input.color, snapshot);
  const facts = {
    snapshot,
    color,
    autoScalingGroup: context.config.colors[color].autoScalingGroup,
    wayBack: await findWayBack(context, snapshot),
  };
  return { snapshot, lease, plan: planScale(facts, input, new Date(context.clock.now()).toISOString()) };
}

/** What a rollback would go to now; null when it would be refused. */
async function findWayBack(context: OperationContext, snapshot: Snapshot): Promise<Color | null> {
  const newest = await readEarlierMoves(context, FIRST_LOOK);
  const isTold = newest.some((move) => move.done && move.to === snapshot.live);
  const moves = isTold ? newest : await readEarlierMoves(context, JOURNAL_DEPTH);
  try {
    return rollbackDestination(snapshot, moves);
  } catch (error) {
    if (isBlueGreenError(error) && error.code === 'NOTHING_TO_ROLL_BACK_TO') return null;
    throw error;
  }
}

async function* waitForTargets(
  context: OperationContext,
  snapshot: Snapshot,
  { color, before, after }: ScalePlan,
  deadlineMs: number,
): Steps<readonly TargetSnapshot[]> {
  const { targetGroupArn: groupArn, targets } = snapshot.colors[color];
  if (after.desired > before.desired)
    return yield* waitUntilHealthy(context, { color, groupArn, wanted: after.desired, deadlineMs });
  if (after.desired < before.desired)
    return yield* waitUntilGone(context, { color, groupArn, left: after.desired, deadlineMs });
  return targets;
}

/** @throws CAPACITY_REFUSED with every reason. */
function assertAllowed({ refusals }: ScalePlan): void {
  const [first] = refusals;
  if (!first) return;
  throw new BlueGreenError('CAPACITY_REFUSED', first.summary, first.next, {
    evidence: refusals.map(({ summary }) => summary),
  });
}

function assertSize(size: number | undefined): void {
  if (size === undefined || (Number.isInteger(size) && size >= 0 && size <= MOST)) return;
  throw new BlueGreenError(
    'USAGE_INVALID',
    `${size} is no number of instances.`,
    `Give a whole number from 0 to ${MOST}.`,
  );
}
