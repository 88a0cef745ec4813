import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent } from '../domain/events.js';
import type { DeployInput } from '../domain/operations.js';
import type { BundleLocation } from '../domain/release.js';
import type { Plan } from '../domain/plan.js';
import { deployKey, planDeploy, type DeployFacts } from '../planning/plan-deploy.js';
import { assertColorChoice, resolveColor } from '../planning/resolve-color.js';
import type { LeaseReading } from '../state/lease-document.js';
import { tellPlan } from './prepare-move.js';
import { assertReleaseName, inspectSource, type Source } from './steps/inspect-source.js';
import { observe } from './steps/observe.js';

export interface PreparedDeploy {
  readonly plan: Plan;
  readonly facts: DeployFacts;
  readonly lease: LeaseReading | null;
  readonly source: Source;
  readonly key: string;
  /** Where the bundle lies already; null when it has to be uploaded. */
  readonly stored: (BundleLocation & { readonly bytes: number }) | null;
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
  const { config, artifacts, clock, signal } = context;
  const inspecting = inspectSource(input.source, input, signal);
  const finding = inspecting.then(({ release }) => artifacts.find(config.bucket, deployKey(config, release)));
  // The folder's own faults are told first, for they need no AWS to be corrected.
  const observing = observe(context);
  observing.catch(() => undefined);
  finding.catch(() => undefined);
  const source = await inspecting;
  const [{ snapshot, lease }, stored] = await Promise.all([observing, finding]);
  yield { type: 'environment.observed', snapshot };
  const to = resolveColor(choice, snapshot);
  const facts: DeployFacts = {
    snapshot,
    to,
    named: choice === to,
    expected: source.release,
    identity: { kind: 'no-targets' },
    alarms: [],
    uploaded: stored !== null,
  };
  const plan = planDeploy(config, facts, new Date(clock.now()).toISOString());
  return yield* tellPlan({ plan, facts, lease, source, key: deployKey(config, source.release), stored });
}
