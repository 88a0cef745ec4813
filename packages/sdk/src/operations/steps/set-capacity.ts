import type { OperationContext } from '../../domain/context.js';
import type { ScalingSizes } from '../../domain/environment.js';
import { isRefusal, readAgain } from '../../domain/error-kinds.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { ScalePlan } from '../../domain/plan.js';
import { name } from '../../domain/words.js';
import { toBlueGreenError } from './operation-errors.js';
import type { Held } from './under-lease.js';

const READ_BACKS = 4;
const READ_BACK_PAUSE_MS = 500;

/** Writes the sizes down, makes them so, and reads them back; a lost answer is no failure when they read as wanted. */
export async function* setCapacity(
  context: OperationContext,
  plan: ScalePlan,
  held: Held,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const { color, autoScalingGroup, before, after } = plan;
  const [step] = await held.record({ kind: 'set-capacity', color, autoScalingGroup, before, after });
  const failure = await attempt(() => context.capacity.resize(autoScalingGroup, changesOf(plan)));
  if (failure && isRefusal(failure)) {
    step?.done('refused');
    throw failure;
  }
  const now = await readSizes(context, plan);
  step?.done(describeSizes(now));
  if (!now || !isSameSize(now, after)) throw failure ?? unchangedSizes(plan, now);
  yield { type: 'capacity.changed', color, before, after };
}

/** What it failed with, and maybe failed only to say; null when it answered. */
async function attempt(act: () => Promise<void>): Promise<BlueGreenError | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return toBlueGreenError(error);
  }
}

/** Reads the sizes until they are as wanted; answers of Auto Scaling may lag behind its own writes for a moment. */
async function readSizes(
  { capacity, clock }: OperationContext,
  { autoScalingGroup, after }: ScalePlan,
): Promise<ScalingSizes | undefined> {
  for (let attempts = 1; ; attempts += 1) {
    const now = (await readAgain(() => capacity.describe([autoScalingGroup]))).get(autoScalingGroup);
    if ((now && isSameSize(now, after)) || attempts === READ_BACKS) return now;
    await clock.sleep(READ_BACK_PAUSE_MS);
  }
}

/** Only what is to be another, so that nobody else's change of the rest is undone. */
function changesOf({ before, after }: ScalePlan): Partial<ScalingSizes> {
  return {
    ...(after.min !== before.min && { min: after.min }),
    ...(after.max !== before.max && { max: after.max }),
    ...(after.desired !== before.desired && { desired: after.desired }),
  };
}

export function isSameSize(one: ScalingSizes, other: ScalingSizes): boolean {
  return one.min === other.min && one.max === other.max && one.desired === other.desired;
}

function unchangedSizes({ color, autoScalingGroup, after }: ScalePlan, now: ScalingSizes | undefined): BlueGreenError {
  return new BlueGreenError(
    'CAPACITY_REFUSED',
    `${autoScalingGroup} took the change of ${name(color)} to ${after.desired}, but does not show it.`,
    'See whether a scaling policy or another tool sets it, then run the same command again.',
    { evidence: [`reads: ${describeSizes(now)}`] },
  );
}

function describeSizes(sizes: ScalingSizes | undefined): string {
  return sizes ? `minimum ${sizes.min}, maximum ${sizes.max}, desired ${sizes.desired}` : 'no such group';
}
