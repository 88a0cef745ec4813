import type { GateVerdict } from '../domain/plan.js';
import type { ReleaseRef } from '../domain/release.js';
import type { GateFacts, IdentityFinding, InstanceIdentity } from './facts.js';
import { name } from '../domain/words.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

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

/**
 * Design rule 4: the exact release on every healthy target and every worker, as they answer for themselves. Where no
 * listener answers for a colour by name nobody can be asked: that is `no-data`, whatever CodeDeploy says. Whether its
 * word may stand for theirs is decided in `refusalOf`.
 */
export function releaseIdentity({ identity, expected, to, snapshot }: GateFacts): GateVerdict {
  const gate = 'release-identity' as const;
  if (identity.kind === 'no-targets') {
    return judged(gate, 'no-data', say('identity.no-targets', { to }), { next: say('identity.no-targets.next') });
  }
  if (identity.kind === 'unreachable') {
    const { word } = identity;
    const told = word ? say('identity.hearsay', { to, wanted: shown(word) }) : say('identity.unknown', { to });
    return judged(gate, 'no-data', told, { next: say('identity.nobody.next', { to }) });
  }
  const said = identity.instances.length;
  const wanted = identifiedRelease(identity, expected);
  if (!wanted || identity.unseen.length > 0) {
    return judged(gate, 'no-data', say('identity.unseen', { to, said, unseen: identity.unseen.length }), {
      evidence: [...identity.unseen.map((id) => `${id}: no answer`), ...identity.troubles],
      next: say('identity.unseen.next', { to, testUrl: snapshot.testUrl ?? '' }),
    });
  }
  const wrong = identity.instances.flatMap((instance) => differences(instance, wanted, to));
  if (wrong.length > 0) {
    return judged(gate, 'fail', say('identity.differs', { to, wanted: shown(wanted) }), {
      evidence: wrong,
      next: say('identity.differs.next', { to, release: wanted.release }),
    });
  }
  const workers = identity.instances.reduce((sum, instance) => sum + instance.workers.length, 0);
  return judged(gate, 'pass', say('identity.same', { to, workers, targets: said, wanted: shown(wanted) }));
}

/** CodeDeploy says that the colour holds exactly what is expected there, and nobody can be asked. */
export function isVouchedFor({ identity, expected }: Pick<GateFacts, 'identity' | 'expected'>): boolean {
  if (identity.kind !== 'unreachable' || !identity.word || !expected) return false;
  return identity.word.release === expected.release && identity.word.digest === expected.digest;
}

function shown({ release, digest }: ReleaseRef): string {
  return `${release} (${shortDigest(digest)})`;
}

function differences({ instance, color, workers }: InstanceIdentity, wanted: ReleaseRef, to: string): string[] {
  const wrong = workers
    .filter((w) => w.release !== wanted.release || (w.digest ?? '') !== wanted.digest)
    .map((w) => `${instance} worker ${w.worker}: ${w.release} (${shortDigest(w.digest)})`);
  return color !== null && color !== to ? [`${instance}: says it is ${name(color)}`, ...wrong] : wrong;
}
