import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent } from '../domain/events.js';
import type { DeployInput } from '../domain/operations.js';
import type { StoredBundle } from '../domain/ports.js';
import type { ReleaseRef } from '../domain/release.js';
import type { Plan } from '../domain/plan.js';
import { deployKey, planDeploy, type DeployFacts } from '../planning/plan-deploy.js';
import { assertColorChoice, resolveColor } from '../planning/resolve-color.js';
import type { LeaseReading } from '../state/lease-document.js';
import { tellPlan } from './prepare-move.js';
import { assertReleaseName, inspectSource } from './steps/inspect-source.js';
import { observe } from './steps/observe.js';
import { findStoredRelease } from './steps/stored-releases.js';
import type { Bundle } from './steps/upload-bundle.js';

export interface PreparedDeploy {
  readonly plan: Plan;
  readonly facts: DeployFacts;
  readonly lease: LeaseReading | null;
  /** What has to be packed and uploaded, unless `stored`. */
  readonly bundle: Bundle | null;
  /** Where the bundle lies already; null when it has to be uploaded. */
  readonly stored: StoredBundle | null;
}

export interface Wanted {
  readonly release: ReleaseRef;
  readonly bundle: Bundle | null;
  readonly stored: PreparedDeploy['stored'];
  readonly warnings: readonly string[];
}

type DeployWanted = Pick<DeployInput, 'source' | 'release' | 'commit' | 'to'>;

/** Checks the folder, observes and plans a deployment; changes nothing. */
export async function* prepareDeploy(
  context: OperationContext,
  input: DeployWanted,
): AsyncGenerator<BlueGreenEvent, PreparedDeploy, void> {
  const choice = input.to ?? 'idle';
  assertColorChoice(choice);
  assertReleaseName(input.release);
  const { config, clock } = context;
  const finding = findBundle(context, input);
  // The folder's own faults are told first, for they need no AWS to be corrected.
  const observing = observe(context);
  observing.catch(() => undefined);
  const { release, bundle, stored, warnings } = await finding;
  if (bundle && warnings.length > 0) yield { type: 'bundle.warned', source: bundle.source, warnings };
  const { snapshot, lease } = await observing;
  yield { type: 'environment.observed', snapshot };
  const to = resolveColor(choice, snapshot);
  const facts: DeployFacts = {
    snapshot,
    to,
    named: choice === to,
    expected: release,
    identity: { kind: 'no-targets' },
    alarms: [],
    uploaded: stored !== null,
  };
  const plan = planDeploy(config, facts, new Date(clock.now()).toISOString());
  return yield* tellPlan({ plan, facts, lease, bundle, stored });
}

/** The folder's bundle, looked up by its content in the bucket; without a folder, the newest stored one of that name. */
async function findBundle(context: OperationContext, input: DeployWanted): Promise<Wanted> {
  const { artifacts, config, signal } = context;
  if (input.source === undefined) {
    const { release, digest, key, bytes } = await findStoredRelease(context, input.release);
    const stored = (await artifacts.find(config.bucket, key)) ?? { bucket: config.bucket, key, bytes, commit: null };
    return { release: { release, digest }, bundle: null, stored, warnings: [] };
  }
  const { release, extraFiles, warnings } = await inspectSource(input.source, input, signal);
  const key = deployKey(config, release);
  const stored = await artifacts.find(config.bucket, key);
  const bundle = { source: input.source, extraFiles, release, commit: input.commit, key };
  return { release, bundle, stored, warnings };
}
