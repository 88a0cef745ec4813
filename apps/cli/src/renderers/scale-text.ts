import type { ScalePlan, ScaleResult } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';

/** What a scaling would do, what it would cost, and what forbids it. */
export function scalePlanText(plan: ScalePlan, { scale, next }: Words): string {
  const { color, autoScalingGroup, before, after, losses, refusals, hash } = plan;
  return [
    scale.title(color, autoScalingGroup, before, after),
    ...(losses.length > 0 ? [scale.lost, ...losses.map((loss) => `  ${loss}`)] : []),
    ...(refusals.length > 0 ? [scale.refused] : []),
    ...refusals.flatMap((refusal) => [`  NG ${refusal.summary}`, `     ${next}: ${refusal.next}`]),
    `plan ${hash}`,
  ].join('\n');
}

/** What a scaling came to. */
export function scaleText({ changed, plan, color, healthy }: ScaleResult, { scale }: Words): string {
  const { desired } = plan.after;
  return changed ? scale.done(color, desired, healthy) : scale.unchanged(color, desired);
}
