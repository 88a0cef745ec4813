import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError, isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import { readAgain } from '../../domain/error-kinds.js';
import { say } from '../../narration/say.js';
import { drifted } from '../../planning/find-drift.js';
import { planResume, type ResumeMode, type ResumePlan, type RouteReadings } from '../../planning/plan-resume.js';
import { completeMove, carryOnMove } from './resume-move.js';
import { carryOnDeployment, followResumed, stopResumed } from './resume-deployment.js';
import { restoreCapacity } from './hold-capacity.js';
import { restoreTraffic } from './restore-traffic.js';
import { trackRouteChanges } from './route-changes.js';
import type { Held } from './under-lease.js';

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

export interface Resuming {
  readonly mode: ResumeMode;
  readonly timeoutMs?: number;
}

/** What is to be done about an operation, from its entry and the routes as they read now. Changes nothing. */
export async function planOf(
  { traffic }: Pick<OperationContext, 'traffic'>,
  entry: JournalDocument,
  mode: ResumeMode,
): Promise<ResumePlan> {
  const routes = entry.steps.flatMap(({ change }) => (change.kind === 'write-routes' ? change.routes : []));
  const unique = [...new Map(routes.map((route) => [route.arn, route])).values()];
  const readings: RouteReadings = new Map(
    await Promise.all(
      unique.map(async ({ kind, arn, listenerArn, before: actions }) => {
        const reading = readAgain(() => traffic.read({ kind, arn, listenerArn, actions }));
        return [arn, await reading.catch(goneOrThrow)] as const;
      }),
    ),
  );
  return planResume(entry, readings, mode);
}

/** A route that was deleted reads nothing. */
function goneOrThrow(error: unknown): null {
  if (isBlueGreenError(error) && error.code === 'RESOURCE_MISSING') return null;
  throw error;
}

/** Brings a dead operation to an end. Traffic comes first; the scaling that it held is let go in every ending. */
export async function* resumeSteps(
  context: OperationContext,
  held: Held,
  plan: ResumePlan,
  resuming: Resuming,
): Steps<void> {
  // What carries on holds anew, and must not take the dead operation's hold for somebody's wish.
  const first = plan.action === 'carry-on' || plan.action === 'follow';
  if (first) yield* letCapacityGo(context, held, plan);
  try {
    yield* act(context, held, plan, resuming);
  } catch (error) {
    if (!first && !isLost(error)) yield* letCapacityGo(context, held, plan);
    throw error;
  }
  if (!first) yield* letCapacityGo(context, held, plan);
}

async function* act(context: OperationContext, held: Held, plan: ResumePlan, resuming: Resuming): Steps<void> {
  const entry = held.document;
  switch (plan.action) {
    case 'close':
      held.endAs(plan.end);
      return;
    case 'drifted':
      held.endAs('needs-attention');
      throw drifted(
        plan.drift,
        say('drift.resumed', { routes: plan.drift.length, verb: entry.verb, id: entry.id }),
        say('drift.resumed.next'),
      );
    case 'restore':
      return yield* restore(context, held, plan);
    case 'complete':
      return yield* completeMove(context, held, plan, resuming);
    case 'carry-on':
      if (plan.writes.length > 0) yield* restore(context, held, plan);
      return yield* entry.verb === 'deploy'
        ? carryOnDeployment(context, held, resuming)
        : carryOnMove(context, held, resuming);
    case 'follow':
      return yield* followResumed(context, held, plan, resuming);
    case 'stop':
      yield* stopResumed(context, held, resuming);
      if (plan.writes.length > 0) yield* restore(context, held, plan);
      held.endAs('failed-unmoved');
      return;
    case 'resize':
      return yield* resize(context, held, plan, resuming);
  }
}

async function* restore(context: OperationContext, held: Held, { writes, moved, end }: ResumePlan): Steps<void> {
  const former = writes.map(({ route, actions }) => ({ ...route, actions }));
  const changes = trackRouteChanges(context, held, { routes: former, moved });
  const live = held.document.from;
  const routes = await restoreTraffic(context, held, changes, live);
  held.endAs(end);
  yield { type: 'traffic.restored', live, routes };
}

async function* letCapacityGo(context: OperationContext, held: Held, { capacity }: ResumePlan): Steps<void> {
  for (const change of capacity) {
    const [step] = await held.record(change);
    try {
      step?.done(await restoreCapacity(context, change));
      yield { type: 'capacity.restored', groups: change.groups };
    } catch (error) {
      // Tried again by whoever resumes next.
      held.leaveOpen('unfinished');
      throw error;
    }
  }
}

/** The size that was meant, or the one from before. */
async function* resize(context: OperationContext, held: Held, plan: ResumePlan, { mode }: Resuming): Steps<void> {
  for (const step of plan.sizes) {
    if (step.change.kind !== 'set-capacity') continue;
    const { color, autoScalingGroup, before, after } = step.change;
    const wanted = mode === 'unwind' ? before : after;
    held.assertHeld();
    await context.capacity.resize(autoScalingGroup, wanted);
    const now = (await context.capacity.describe([autoScalingGroup])).get(autoScalingGroup);
    const same = now && (['min', 'max', 'desired'] as const).every((size) => now[size] === wanted[size]);
    if (!same) {
      held.leaveOpen('unfinished');
      throw new BlueGreenError(
        'CAPACITY_REFUSED',
        `${autoScalingGroup} does not read as it was asked to.`,
        'See whether another tool changes it, then run `bluegreen resume` again.',
        { evidence: [`wanted: ${JSON.stringify(wanted)}`, `reads: ${JSON.stringify(now ?? null)}`] },
      );
    }
    held.settle(step, `minimum ${now.min}, maximum ${now.max}, desired ${now.desired}`);
    yield { type: 'capacity.changed', color, before: mode === 'unwind' ? after : before, after: wanted };
  }
  held.endAs(mode === 'unwind' ? 'failed-unmoved' : 'done');
}

function isLost(error: unknown): boolean {
  return isBlueGreenError(error) && error.code === 'LEASE_LOST';
}
