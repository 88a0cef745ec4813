import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import { BlueGreenError, isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { ReleaseRef } from '../../domain/release.js';
import { say, toldError } from '../../narration/say.js';
import { refusalOf } from '../../gates/refusal.js';
import { deployKey, planDeploy } from '../../planning/plan-deploy.js';
import type { ResumeMode, ResumePlan } from '../../planning/plan-resume.js';
import { awaitDeployment } from './await-deployment.js';
import { followDeployment } from './follow-deployment.js';
import { observe } from './observe.js';
import { proveDeployed } from './prove-deployed.js';
import { startDeployment } from './start-deployment.js';
import type { Held } from './under-lease.js';

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

export interface Resuming {
  readonly mode: ResumeMode;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30 * 60_000;
/** How long another verb waits for the proof of a deployment that it found ended. */
const SETTLING_MS = 15_000;
/** How far before its creation a deployment is looked for: clocks differ. */
const CLOCK_SKEW_MS = 10 * 60_000;

/** The deployment that the operation started, wherever its creation was cut off; null when it never started. */
async function findDeployment(context: OperationContext, { deploymentId, steps }: JournalDocument) {
  if (deploymentId !== null) return deploymentId;
  const step = steps.findLast(({ change }) => change.kind === 'create-deployment');
  if (step?.change.kind !== 'create-deployment') return null;
  const { deploymentGroup, token } = step.change;
  const sinceMs = Date.parse(step.startedAt) - CLOCK_SKEW_MS;
  const { config, deployments } = context;
  const found = await deployments.find(config.codeDeployApplication, deploymentGroup, token, sinceMs);
  return found?.deploymentId ?? null;
}

/** Follows the deployment to its end and proves it; starts it when the creation never came through. */
export async function* followResumed(
  context: OperationContext,
  held: Held,
  { former }: Pick<ResumePlan, 'former'>,
  resuming: Resuming,
): Steps<void> {
  const deploymentId = await findOrLeave(context, held);
  if (deploymentId === null) {
    if (resuming.mode === 'finish') return yield* carryOnDeployment(context, held, resuming);
    held.endAs('failed-unmoved');
    return;
  }
  const { color, release } = wantedOf(held.document);
  held.note({ deploymentId });
  if (resuming.mode === 'settle' && (await isRunning(context, deploymentId))) {
    held.leaveOpen('deployment');
    return;
  }
  const waitMs = resuming.mode === 'settle' ? SETTLING_MS : (resuming.timeoutMs ?? TIMEOUT_MS);
  yield { type: 'deployment.adopted', deploymentId, color };
  yield* awaitAndProve(context, held, { deploymentId, color, release, waitMs, former });
}

/** The bundle's folder may be gone, but what lies in the bucket can still be deployed. */
export async function* carryOnDeployment(context: OperationContext, held: Held, { timeoutMs }: Resuming): Steps<void> {
  const { config, artifacts } = context;
  const { color, release } = wantedOf(held.document);
  const stored = await artifacts.find(config.bucket, deployKey(config, release));
  held.endAs('failed-unmoved');
  if (!stored) {
    const told = say('deployment.no-bundle', { release: release.release });
    throw toldError('DEPLOYMENT_FAILED', told, say('deployment.no-bundle.next'));
  }
  const { snapshot } = await observe(context);
  yield { type: 'environment.observed', snapshot };
  const facts = {
    ...{ snapshot, to: color, named: true, expected: release },
    ...{ identity: { kind: 'no-targets' } as const, alarms: [], uploaded: true },
  };
  const plan = planDeploy(config, facts, new Date(context.clock.now()).toISOString());
  const refusal = refusalOf(plan.gates, facts);
  if (refusal) throw refusal;
  const deploymentId = yield* startDeployment(context, held, { snapshot, color, release, location: stored });
  yield* awaitAndProve(context, held, { deploymentId, color, release, waitMs: timeoutMs ?? TIMEOUT_MS, former: [] });
}

/** Tells the deployment to stop, unless it serves or has ended, and waits for its end. */
export async function* stopResumed(context: OperationContext, held: Held, { timeoutMs }: Resuming): Steps<void> {
  const deploymentId = await findOrLeave(context, held);
  if (deploymentId === null || !(await isRunning(context, deploymentId))) return;
  held.note({ deploymentId });
  const { color } = wantedOf(held.document);
  const { snapshot } = await observe(context);
  if (snapshot.live === color) {
    held.leaveOpen('deployment');
    throw toldError('LIVE_COLOR_REFUSED', say('deployment.serves', { color }), say('deployment.serves.next'));
  }
  const [step] = await held.record({ kind: 'stop-deployment', color, deploymentId });
  await context.deployments.stop(deploymentId);
  yield { type: 'deployment.stopped', deploymentId, color };
  try {
    yield* followDeployment(context, deploymentId, context.clock.now() + (timeoutMs ?? TIMEOUT_MS));
  } catch (error) {
    const ended = isBlueGreenError(error) && /^DEPLOYMENT_(STOPPED|FAILED)$/.test(error.code);
    if (!ended) {
      held.leaveOpen('deployment');
      throw error;
    }
  }
  step?.done('ended');
}

interface Awaiting {
  readonly deploymentId: string;
  readonly color: Color;
  readonly release: ReleaseRef;
  readonly waitMs: number;
  readonly former: ResumePlan['former'];
}

async function* awaitAndProve(context: OperationContext, held: Held, awaiting: Awaiting): Steps<void> {
  const { deploymentId, color, release, waitMs, former } = awaiting;
  held.endAs('failed-unmoved');
  const deadlineMs = context.clock.now() + waitMs;
  yield* awaitDeployment(context, held, deploymentId, deadlineMs);
  const { snapshot } = await observe(context);
  yield* proveDeployed(context, held, { snapshot, color, expected: release, deadlineMs, former });
  held.endAs('done');
}

/** Without an answer to "did it start?", the operation has no end yet. */
async function findOrLeave(context: OperationContext, held: Held): Promise<string | null> {
  return findDeployment(context, held.document).catch((error: unknown) => {
    held.leaveOpen('unfinished');
    throw error;
  });
}

async function isRunning(context: OperationContext, deploymentId: string): Promise<boolean> {
  const { status } = await context.deployments.progress(deploymentId);
  return !['Succeeded', 'Failed', 'Stopped'].includes(status);
}

function wantedOf({ id, to, release }: JournalDocument): { color: Color; release: ReleaseRef } {
  if (to && release) return { color: to, release };
  throw new BlueGreenError('INTERNAL', `The record of ${id} names no colour or release.`, 'Run `bluegreen history`.');
}
