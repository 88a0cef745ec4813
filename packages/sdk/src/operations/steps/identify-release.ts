import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { Snapshot, TargetSnapshot } from '../../domain/environment.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import { COLOR_HEADER } from '../../domain/names.js';
import type { ReleaseRef } from '../../domain/release.js';
import type { IdentityFinding, InstanceIdentity } from '../../gates/facts.js';
import { refusalOf } from '../../gates/refusal.js';
import { identifiedRelease, releaseIdentity } from '../../gates/release-identity.js';
import { askVersion, identityOf } from './ask-version.js';
import { assertNotAborted, pause } from './operation-errors.js';

/** Requests in flight at once. */
const MOST_AT_ONCE = 8;
/** How long targets that never answer are asked for. */
const ASKING_MS = 10_000;
const PAUSE_MS = 100;

/**
 * Asks the colour by name until every healthy target has answered. One answer speaks for all workers of its host. Never
 * throws for a bad answer: that is the finding.
 */
export async function askIdentity(
  context: OperationContext,
  snapshot: Pick<Snapshot, 'testUrl'>,
  color: Color,
  targets: readonly TargetSnapshot[],
): Promise<IdentityFinding> {
  const { testUrl } = snapshot;
  if (testUrl === null) return { kind: 'unreachable', word: await wordOf(context, color) };
  const healthy = targets.filter((target) => target.health === 'healthy').map((target) => target.id);
  const unseen = new Set(healthy);
  if (unseen.size === 0) return { kind: 'no-targets' };
  const seen = new Map<string, InstanceIdentity>();
  const troubles = new Set<string>();
  const deadline = context.clock.now() + ASKING_MS;
  for (let round = 0; unseen.size > 0 && context.clock.now() < deadline; round += 1) {
    if (round > 2) await pause(context, PAUSE_MS);
    assertNotAborted(context);
    const many = Math.min(Math.max(unseen.size, 2), MOST_AT_ONCE);
    const asked = Array.from({ length: many }, () => askVersion(context, testUrl, { [COLOR_HEADER]: color }));
    for (const { report, trouble } of await Promise.all(asked)) {
      if (!report) troubles.add(trouble!);
      else if (!report.instance) troubles.add('an answer does not say which instance gave it');
      else seen.set(report.instance, identityOf(report));
      if (report?.instance) unseen.delete(report.instance);
    }
  }
  return { kind: 'asked', instances: [...seen.values()], unseen: [...unseen], troubles: [...troubles] };
}

/** CodeDeploy's word for what the colour holds; null where there is none that can be relied on. */
async function wordOf({ config, deployments }: OperationContext, color: Color): Promise<ReleaseRef | null> {
  const group = config.colors[color].deploymentGroup;
  const [state] = await deployments.groups(config.codeDeployApplication, [group]);
  return state && state.last?.status !== 'Failed' && state.last?.status !== 'Stopped' ? state.release : null;
}

export interface IdentifyInput {
  readonly color: Color;
  readonly targets: readonly TargetSnapshot[];
  readonly expected: ReleaseRef | null;
  /** A finding over the same targets, to save the asking. */
  readonly finding?: IdentityFinding;
  /** Ms since the epoch: until then a wrong answer is asked again, for workers may still be changing over. */
  readonly patienceUntilMs?: number;
}

/**
 * Gates on exact identity. Yields nothing where no listener answers by name: there CodeDeploy's word must do (`refusalOf`).
 *
 * @throws RELEASE_MISMATCH.
 */
export async function* identifyRelease(
  context: OperationContext,
  snapshot: Snapshot,
  input: IdentifyInput,
): AsyncGenerator<BlueGreenEvent, { release: ReleaseRef | null; finding: IdentityFinding }, void> {
  const { color, targets, expected } = input;
  let finding = input.finding ?? (await askIdentity(context, snapshot, color, targets));
  for (;;) {
    const facts = { snapshot, to: color, named: true, expected, identity: finding, alarms: [] };
    const refusal = refusalOf([releaseIdentity(facts)], facts);
    if (!refusal) break;
    if (context.clock.now() >= (input.patienceUntilMs ?? 0)) throw refusal;
    await pause(context, PAUSE_MS * 5);
    finding = await askIdentity(context, snapshot, color, targets);
  }
  const release = identifiedRelease(finding, expected);
  if (finding.kind === 'asked' && release) {
    const workers = finding.instances.reduce((sum, instance) => sum + instance.workers.length, 0);
    yield { type: 'release.identified', color, release, instances: finding.instances.length, workers };
  }
  return { release, finding };
}
