import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { JournalDocument } from '../domain/journal.js';
import type { DeployInput, DeployResult } from '../domain/operations.js';
import type { BundleLocation, ReleaseRef } from '../domain/release.js';
import { refusalOf } from '../gates/refusal.js';
import { assertUndrifted } from '../planning/find-drift.js';
import { readEntries } from '../state/journal.js';
import { readLease } from '../state/lease-document.js';
import { prepareDeploy, type PreparedDeploy } from './prepare-deploy.js';
import { assertNewest, forcedNote } from './steps/assert-newest.js';
import { awaitDeployment } from './steps/await-deployment.js';
import { withHeldCapacity } from './steps/hold-capacity.js';
import { oncePerKey } from './steps/once-per-key.js';
import { assertNotAborted, closedErrors } from './steps/operation-errors.js';
import { proveDeployed } from './steps/prove-deployed.js';
import { deploymentFigures, withFigures } from './steps/publish-figures.js';
import { resumeOperation } from './steps/resume-operation.js';
import { settleBefore } from './steps/settle.js';
import { startDeployment } from './steps/start-deployment.js';
import { underLease, type Held } from './steps/under-lease.js';
import { uploadBundle } from './steps/upload-bundle.js';

/** How far back an earlier run of the same command is looked for. */
const JOURNAL_DEPTH = 20;
const DEFAULT_TIMEOUT_MS = 30 * 60_000;

/**
 * Brings a release to the idle colour, or to `input.to`, and proves that every worker there runs exactly it. Live
 * traffic is never touched: the live colour is refused.
 */
export function deploy(context: OperationContext, input: DeployInput): Operation<DeployResult> {
  return closedErrors(
    context,
    oncePerKey(context, input, { verb: 'deploy', run: withFigures(deploymentFigures, run), resultOf }),
  );
}

async function* run(context: OperationContext, input: DeployInput): Operation<DeployResult> {
  if (!input.dryRun) yield* settleBefore(context, await readLease(context.documents), 'deploy');
  const prepared = yield* prepareDeploy(context, input);
  const { plan, facts, lease } = prepared;
  const { snapshot, to, expected: release } = facts;
  const overwritten = await assertNewest(context, input);
  if (input.dryRun) return { changed: false, plan, color: to, release, deploymentId: null };
  const timeoutMs = input.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const earlier = await findEarlierRun(context, prepared);
  if (earlier) {
    yield* resumeOperation(context, { key: earlier.key, lease, mode: 'finish', timeoutMs, untold: true });
    return { changed: true, plan, color: to, release, deploymentId: earlier.deploymentId };
  }
  assertUndrifted(snapshot);
  const refusal = refusalOf(plan.gates, facts);
  if (refusal) throw refusal;

  const deadlineMs = context.clock.now() + timeoutMs;
  const reason = `deploy ${release.release} to ${to}${forcedNote(overwritten)}`;
  const intent = { plan, reason, fromRelease: snapshot.colors[to].release, sequence: input.sequence };
  return yield* underLease(
    context,
    intent,
    lease,
    async function* (held): Operation<DeployResult> {
      // A long way to go: from here on others can see and follow it.
      await held.record();
      const location = yield* provideBundle(context, prepared);
      return yield* withHeldCapacity(context, held, snapshot, to, async function* (): Operation<DeployResult> {
        const deploymentId = yield* startDeployment(context, held, { snapshot, color: to, release, location });
        yield* bring(context, held, { prepared, deploymentId, deadlineMs });
        return { changed: true, plan, color: to, release, deploymentId };
      });
    },
    // Once more beside the claim: a newer pipeline may have ended in between.
    () => assertNewest(context, input),
  );
}

/** Into the bucket, unless it lies there. */
async function* provideBundle(
  context: OperationContext,
  { bundle, stored }: PreparedDeploy,
): AsyncGenerator<BlueGreenEvent, BundleLocation, void> {
  assertNotAborted(context);
  if (!stored) return yield* uploadBundle(context, bundle!);
  yield { type: 'upload.skipped', key: stored.key, bytes: stored.bytes };
  return stored;
}

interface Bringing {
  readonly prepared: PreparedDeploy;
  readonly deploymentId: string;
  readonly deadlineMs: number;
}

async function* bring(
  context: OperationContext,
  held: Held,
  { prepared, deploymentId, deadlineMs }: Bringing,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const { snapshot, to: color, expected } = prepared.facts;
  yield* awaitDeployment(context, held, deploymentId, deadlineMs);
  yield* proveDeployed(context, held, { snapshot, color, expected, deadlineMs });
}

/**
 * An earlier run of this very command that started a deployment and stopped waiting for it. A retry finishes that one
 * instead of being refused, or starting it over (ux.md section 3).
 */
async function findEarlierRun(
  { documents }: OperationContext,
  { facts: { snapshot, to, expected }, lease }: PreparedDeploy,
): Promise<{ key: string; deploymentId: string } | null> {
  const left = lease?.document?.state === 'released' && lease.document.left === 'deployment';
  if (!left && !snapshot.colors[to].deployment?.running) return null;
  const entries = await readEntries(documents, JOURNAL_DEPTH);
  const found = entries.find(({ document }) => isEarlierRun(document, expected) && document.to === to);
  return found ? { key: found.key, deploymentId: found.document.deploymentId! } : null;
}

function isEarlierRun({ verb, end, deploymentId, release }: JournalDocument, wanted: ReleaseRef): boolean {
  const same = release?.digest === wanted.digest && release.release === wanted.release;
  return verb === 'deploy' && end === null && deploymentId !== null && same;
}

/** What a deployment on record came to. */
function resultOf(entry: JournalDocument): DeployResult {
  const { plan, to, release, deploymentId } = entry;
  if (!plan || !to || !release)
    throw new BlueGreenError('INTERNAL', `The record of ${entry.id} is no deployment.`, 'Run `bluegreen history`.');
  return { changed: entry.end === 'done', plan, color: to, release, deploymentId };
}
