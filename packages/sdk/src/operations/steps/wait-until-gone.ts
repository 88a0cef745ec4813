import type { Color } from '../../domain/color.js';
import type { OperationContext } from '../../domain/context.js';
import type { TargetSnapshot } from '../../domain/environment.js';
import { isPassing } from '../../domain/error-kinds.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import { count, name } from '../../domain/words.js';
import { describeTarget } from '../../gates/targets-healthy.js';
import { FIRST_DELAY_MS, longerDelay, pause } from './operation-errors.js';

export interface GoneWait {
  readonly color: Color;
  readonly groupArn: string;
  /** Targets that stay. */
  readonly left: number;
  /** Ms since the epoch. */
  readonly deadlineMs: number;
}

/**
 * Asks the target group until no more than so many targets are left. A draining one is still there: it may be answering
 * its last requests.
 *
 * @throws TIMED_OUT at the deadline; the instances go on leaving.
 */
export async function* waitUntilGone(
  context: OperationContext,
  { color, groupArn, left, deadlineMs }: GoneWait,
): AsyncGenerator<BlueGreenEvent, readonly TargetSnapshot[], void> {
  let targets = await context.targets.health(groupArn);
  let told = '';
  let delay = FIRST_DELAY_MS;
  for (;;) {
    if (targets.length <= left) return targets;
    const picture = targets.map(describeTarget).join('\n');
    if (picture !== told) {
      yield { type: 'targets.leaving', color, targets: targets.length, left };
      delay = FIRST_DELAY_MS;
    }
    told = picture;
    if (context.clock.now() + delay > deadlineMs) throw stillThere(color, targets, left);
    await pause(context, delay);
    delay = longerDelay(delay);
    const last = targets;
    targets = await context.targets.health(groupArn).catch((error: unknown) => {
      if (isPassing(error)) return last;
      throw error;
    });
  }
}

function stillThere(color: Color, targets: readonly TargetSnapshot[], left: number): BlueGreenError {
  return new BlueGreenError(
    'TIMED_OUT',
    `${count(targets.length, 'target')} of ${name(color)} are still there; ${left} should be.`,
    'They go on leaving by themselves: `bluegreen status` shows when they are gone.',
    { evidence: targets.map(describeTarget) },
  );
}
