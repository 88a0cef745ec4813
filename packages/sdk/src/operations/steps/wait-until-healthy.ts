import type { OperationContext } from '../../domain/context.js';
import { isPassing } from '../../domain/error-kinds.js';
import type { Color } from '../../domain/color.js';
import type { TargetSnapshot } from '../../domain/environment.js';
import type { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import { allHealthy, describeTarget, isUnreferenced, stayingTargets } from '../../gates/targets-healthy.js';
import { say, toldError } from '../../narration/say.js';
import { FIRST_DELAY_MS, longerDelay, pause } from './operation-errors.js';

export interface HealthWait {
  readonly color: Color;
  readonly groupArn: string;
  /** Healthy targets needed; every further target must be healthy as well. */
  readonly wanted: number;
  /** Ms since the epoch. */
  readonly deadlineMs: number;
  /** A reading made just now, to save a call. */
  readonly first?: readonly TargetSnapshot[];
  /** A route was made to refer to the group a moment ago; `unused` is then only the load balancer being slow. */
  readonly justReferenced?: boolean;
}

/** How long a group may still read `unused` after it was referenced. */
const REFERENCE_GRACE_MS = 30_000;

/**
 * Asks the target group until all its targets are healthy, and enough of them; tells every change of the picture once.
 *
 * @throws NEVER_HEALTHY at the deadline, TARGETS_UNREFERENCED when no wait could help.
 */
export async function* waitUntilHealthy(
  context: OperationContext,
  wait: HealthWait,
): AsyncGenerator<BlueGreenEvent, readonly TargetSnapshot[], void> {
  const { color, groupArn, wanted, deadlineMs } = wait;
  const startedAt = context.clock.now();
  let targets = wait.first ?? (await context.targets.health(groupArn));
  let told = '';
  let delay = FIRST_DELAY_MS;
  for (;;) {
    const healthy = targets.filter((target) => target.health === 'healthy').length;
    if (healthy >= wanted && allHealthy(targets)) {
      yield { type: 'targets.healthy', color, healthy };
      return targets;
    }
    const graceOver = !wait.justReferenced || context.clock.now() > startedAt + REFERENCE_GRACE_MS;
    if (graceOver && isUnreferenced(targets)) throw unreferenced(color, targets);
    const picture = targets.map(describeTarget).join('\n');
    if (picture !== told) {
      yield {
        type: 'targets.waiting',
        color,
        healthy,
        wanted: Math.max(wanted, stayingTargets(targets).length),
        targets,
      };
      delay = FIRST_DELAY_MS;
    }
    told = picture;
    if (context.clock.now() + delay > deadlineMs) throw neverHealthy(color, healthy, wanted, targets);
    await pause(context, delay);
    delay = longerDelay(delay);
    const last = targets;
    targets = await context.targets.health(groupArn).catch((error: unknown) => {
      if (isPassing(error)) return last;
      throw error;
    });
  }
}

function neverHealthy(
  color: Color,
  healthy: number,
  wanted: number,
  targets: readonly TargetSnapshot[],
): BlueGreenError {
  const all = Math.max(wanted, targets.length);
  return toldError(
    'NEVER_HEALTHY',
    say('never-healthy', { color, healthy, all }),
    say('never-healthy.next', { color }),
    {
      evidence: targets.map(describeTarget),
    },
  );
}

function unreferenced(color: Color, targets: readonly TargetSnapshot[]): BlueGreenError {
  return toldError('TARGETS_UNREFERENCED', say('unreferenced', { color }), say('unreferenced.next'), {
    evidence: targets.map(describeTarget),
  });
}
