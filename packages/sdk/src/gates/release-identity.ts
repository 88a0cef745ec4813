import type { GateVerdict } from '../domain/plan.js';
import type { ReleaseRef } from '../domain/release.js';
import type { GateFacts, IdentityFinding, InstanceIdentity } from './facts.js';
import { count, name } from '../domain/words.js';

/** First digits of a digest, enough for a person to tell two apart. */
export function shortDigest(digest: string | null): string {
  return digest ? digest.slice(0, 12) : 'no digest';
}

/**
 * What runs on the colour: what was expected, or else what all workers agree on. An app that reports no digest is
 * identified by its release name alone, with an empty digest. Null when nothing can be said.
 */
export function identifiedRelease(finding: IdentityFinding, expected: ReleaseRef | null): ReleaseRef | null {
  if (expected) return expected;
  const worker = finding.kind === 'asked' ? finding.instances[0]?.workers[0] : undefined;
  return worker ? { release: worker.release, digest: worker.digest ?? '' } : null;
}

/** Design rule 4: the exact release on every healthy target and every worker, as they answer for themselves. */
export function releaseIdentity({ identity, expected, to, snapshot }: GateFacts): GateVerdict {
  if (identity.kind === 'no-targets') {
    return noData(
      `No target of ${name(to)} is healthy, so none could be asked what it runs.`,
      'Wait for healthy targets first.',
    );
  }
  if (identity.kind === 'unreachable') return unasked(expected, to);
  const wanted = identifiedRelease(identity, expected);
  if (!wanted || identity.unseen.length > 0) {
    return noData(
      `${count(identity.instances.length, 'target')} of ${name(to)} said what they run; ${identity.unseen.length} did not.`,
      `Ask one yourself: \`curl -H 'X-BlueGreen-Color: ${to}' ${snapshot.testUrl ?? ''}/version\`.`,
      [...identity.unseen.map((id) => `${id}: no answer`), ...identity.troubles],
    );
  }
  const wrong = identity.instances.flatMap((instance) => differences(instance, wanted, to));
  const wantedText = `${wanted.release} (${shortDigest(wanted.digest)})`;
  if (wrong.length > 0) {
    return {
      gate: 'release-identity',
      verdict: 'fail',
      summary: `Not every worker of ${name(to)} runs ${wantedText}.`,
      evidence: wrong,
      next: `Deploy the release again: \`bluegreen deploy ${to} --source <folder> --release ${wanted.release}\`.`,
    };
  }
  const workers = identity.instances.reduce((sum, instance) => sum + instance.workers.length, 0);
  return {
    gate: 'release-identity',
    verdict: 'pass',
    summary: `${count(workers, 'worker')} on ${count(identity.instances.length, 'target')} of ${name(to)} run ${wantedText}.`,
  };
}

/** On a listener without colour rules the proof comes right after the shift; before it, CodeDeploy's word must do. */
function unasked(expected: ReleaseRef | null, to: string): GateVerdict {
  if (!expected) {
    return noData(
      `No listener answers for ${name(to)} by name, and CodeDeploy does not know which release it holds.`,
      `Add the two X-BlueGreen-Color rules to a test listener, or deploy with \`bluegreen deploy ${to} --source <folder> --release <name>\`.`,
    );
  }
  return {
    gate: 'release-identity',
    verdict: 'pass',
    summary: `CodeDeploy's last success on ${name(to)} is ${expected.release} (${shortDigest(expected.digest)}); no listener answers for ${name(to)} by name.`,
  };
}

function differences({ instance, color, workers }: InstanceIdentity, wanted: ReleaseRef, to: string): string[] {
  const wrong = workers
    .filter((w) => w.release !== wanted.release || (w.digest ?? '') !== wanted.digest)
    .map((w) => `${instance} worker ${w.worker}: ${w.release} (${shortDigest(w.digest)})`);
  return color !== null && color !== to ? [`${instance}: says it is ${name(color)}`, ...wrong] : wrong;
}

function noData(summary: string, next: string, evidence?: readonly string[]): GateVerdict {
  return { gate: 'release-identity', verdict: 'no-data', summary, next, ...(evidence ? { evidence } : {}) };
}
