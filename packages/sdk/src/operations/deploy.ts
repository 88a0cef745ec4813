import type { Color } from '../domain/color.js';
import type { OperationContext } from '../domain/context.js';
import type { ColorSnapshot } from '../domain/environment.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { DeployInput, DeployResult } from '../domain/operations.js';
import type { ReleaseRef } from '../domain/release.js';
import { refusalOf } from '../gates/refusal.js';
import { stayingTargets } from '../gates/targets-healthy.js';
import { readJournal } from '../state/journal.js';
import { prepareDeploy, type PreparedDeploy } from './prepare-deploy.js';
import { createDeployment } from './steps/create-deployment.js';
import { followDeployment } from './steps/follow-deployment.js';
import { identifyRelease } from './steps/identify-release.js';
import { assertNotAborted, closedErrors } from './steps/operation-errors.js';
import { assertNoDeployment, assertRoutesFresh, recheck } from './steps/recheck.js';
import { referenceIdleGroup } from './steps/reference-idle.js';
import { undoOnFailure } from './steps/undo-on-failure.js';
import { underLease, type Held } from './steps/under-lease.js';
import { uploadBundle } from './steps/upload-bundle.js';
import { waitUntilHealthy } from './steps/wait-until-healthy.js';

/** How far back an earlier run of the same command is looked for. */
const JOURNAL_DEPTH = 20;
const DEFAULT_TIMEOUT_MS = 30 * 60_000;
/** How long workers may still be changing over after CodeDeploy calls the deployment done. */
const IDENTITY_PATIENCE_MS = 15_000;

/**
 * Brings a release to the idle colour, or to `input.to`, and proves that every worker there runs exactly it. Live
 * traffic is never touched: the live colour is refused.
 */
export function deploy(context: OperationContext, input: DeployInput): Operation<DeployResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: OperationContext, input: DeployInput): Operation<DeployResult> {
  const prepared = yield* prepareDeploy(context, input);
  const { plan, facts, lease } = prepared;
  const { snapshot, to, expected: release } = facts;
  if (input.dryRun) return { changed: false, plan, color: to, release, deploymentId: null };
  const earlier = await findEarlierRun(context, snapshot.colors[to], release);
  const gates = earlier ? plan.gates.filter(({ gate }) => gate !== 'no-running-deployment') : plan.gates;
  const refusal = refusalOf(gates, facts);
  if (refusal) throw refusal;

  const deadlineMs = context.clock.now() + (input.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const intent = { plan, reason: `deploy ${release.release} to ${to}`, fromRelease: snapshot.colors[to].release };
  return yield* underLease(context, intent, lease, async function* (held): Operation<DeployResult> {
    const deploymentId = earlier ?? (yield* startDeployment(context, prepared, input, held));
    if (earlier) yield* adoptDeployment(earlier, to, held);
    yield* followDeployment(context, deploymentId, deadlineMs);
    yield* proveDeployed(context, prepared, held, deadlineMs);
    return { changed: true, plan, color: to, release, deploymentId };
  });
}

/**
 * The deployment of this very release that an earlier run of the same command started and stopped waiting for. A retry
 * follows it instead of being refused, or starting it over (ux.md section 3).
 */
async function findEarlierRun(
  { documents }: OperationContext,
  { deployment }: ColorSnapshot,
  release: ReleaseRef,
): Promise<string | null> {
  if (!deployment?.running) return null;
  const journal = await readJournal(documents, JOURNAL_DEPTH);
  const ours = journal.find((entry) => entry.deploymentId === deployment.id);
  return ours?.release?.digest === release.digest && ours.release.release === release.release ? deployment.id : null;
}

async function* adoptDeployment(
  deploymentId: string,
  color: Color,
  held: Held,
): AsyncGenerator<BlueGreenEvent, void, void> {
  await held.readyToAct();
  await held.note({ deploymentId });
  yield { type: 'deployment.adopted', deploymentId, color };
}

/** Bundle into the bucket, revision into CodeDeploy, one deployment to the colour. */
async function* startDeployment(
  context: OperationContext,
  { facts, source, key, stored }: PreparedDeploy,
  input: DeployInput,
  held: Held,
): AsyncGenerator<BlueGreenEvent, string, void> {
  const { snapshot, to: color, expected: release } = facts;
  await held.readyToAct();
  assertNotAborted(context);
  if (stored) yield { type: 'upload.skipped', key, bytes: stored.bytes };
  const bundle = { source: input.source, extraFiles: source.extraFiles, release, key };
  const location = stored ?? (yield* uploadBundle(context, bundle));
  await context.deployments.register(
    context.config.codeDeployApplication,
    location,
    `${release.release} ${release.digest}`,
  );
  yield { type: 'revision.registered', key };
  // The upload may have taken minutes, and whoever moved traffic meanwhile would have this land on the live colour.
  const [now] = await Promise.all([recheck(context, snapshot, color), held.readyToAct()]);
  assertRoutesFresh(
    snapshot,
    now,
    snapshot.routes.map((route) => route.actions),
  );
  assertNoDeployment(now, color);
  const token = `bluegreen:${held.operation.id}`;
  const deploymentId = yield* createDeployment(context, { color, release, location, token });
  await held.note({ deploymentId });
  return deploymentId;
}

/** All targets healthy, and every worker of every one of them runs exactly the release. */
async function* proveDeployed(
  context: OperationContext,
  { plan, facts }: PreparedDeploy,
  held: Held,
  deadlineMs: number,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const { snapshot, to: color, expected } = facts;
  const { targetGroupArn: groupArn, targets, capacity } = snapshot.colors[color];
  yield* undoOnFailure(context, snapshot, held, async function* (changes) {
    const justReferenced = yield* referenceIdleGroup(plan, snapshot, changes);
    const wanted = Math.max(1, capacity?.desired ?? stayingTargets(targets).length);
    const healthy = yield* waitUntilHealthy(context, { color, groupArn, wanted, deadlineMs, justReferenced });
    const patienceUntilMs = Math.min(deadlineMs, context.clock.now() + IDENTITY_PATIENCE_MS);
    yield* identifyRelease(context, snapshot, { color, targets: healthy, expected, patienceUntilMs });
  });
}
