import type { OperationContext } from '../../domain/context.js';
import type { Route, Snapshot } from '../../domain/environment.js';
import type { Color } from '../../domain/color.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { ReleaseRef } from '../../domain/release.js';
import { stayingTargets } from '../../gates/targets-healthy.js';
import { referenceStep } from '../../planning/plan-switch.js';
import { identifyRelease } from './identify-release.js';
import { referenceIdleGroup } from './reference-idle.js';
import { undoOnFailure } from './undo-on-failure.js';
import type { Held } from './under-lease.js';
import { waitUntilHealthy } from './wait-until-healthy.js';

/** How long workers may still be changing over after CodeDeploy calls the deployment done. */
const IDENTITY_PATIENCE_MS = 15_000;

export interface Deployed {
  readonly snapshot: Snapshot;
  readonly color: Color;
  readonly expected: ReleaseRef | null;
  readonly deadlineMs: number;
  /** Routes that an earlier driver of the same operation made refer to the colour, as they were before. */
  readonly former?: readonly Route[];
}

/** All targets healthy, and every worker of every one of them runs exactly the release. */
export async function* proveDeployed(
  context: OperationContext,
  held: Held,
  { snapshot, color, expected, deadlineMs, former = [] }: Deployed,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const { targetGroupArn: groupArn, targets, capacity } = snapshot.colors[color];
  yield* undoOnFailure(
    context,
    snapshot,
    held,
    async function* (changes) {
      const step = snapshot.live === color ? null : referenceStep(snapshot, color);
      const justReferenced = yield* referenceIdleGroup(step, color, snapshot, changes);
      const wanted = Math.max(1, capacity?.desired ?? stayingTargets(targets).length);
      const healthy = yield* waitUntilHealthy(context, { color, groupArn, wanted, deadlineMs, justReferenced });
      const patienceUntilMs = Math.min(deadlineMs, context.clock.now() + IDENTITY_PATIENCE_MS);
      yield* identifyRelease(context, snapshot, { color, targets: healthy, expected, patienceUntilMs });
    },
    { routes: former, moved: false },
  );
}
