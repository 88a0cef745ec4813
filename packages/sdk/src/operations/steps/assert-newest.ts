import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { DeployInput } from '../../domain/operations.js';
import { findNewerDeploy, type NewerDeploy } from '../../planning/find-newer-deploy.js';
import { readJournal } from '../../state/journal.js';

/** How far back a newer pipeline's deployment is looked for. */
const JOURNAL_DEPTH = 20;

type Wanted = Pick<DeployInput, 'release' | 'sequence' | 'force'>;

/**
 * Keeps an older pipeline from overwriting a newer release. Reads nothing where no number was given.
 *
 * @returns what is overwritten knowingly; null when nothing is.
 * @throws RELEASE_SUPERSEDED.
 */
export async function assertNewest({ documents }: OperationContext, wanted: Wanted): Promise<NewerDeploy | null> {
  const { sequence, release, force } = wanted;
  if (sequence === undefined) return null;
  const newer = findNewerDeploy(await readJournal(documents, JOURNAL_DEPTH), sequence);
  if (!newer || force) return newer;
  const name = newer.release?.release ?? 'a release';
  throw new BlueGreenError(
    'RELEASE_SUPERSEDED',
    `${release} is of pipeline ${sequence}, but pipeline ${newer.sequence} has deployed ${name} since; nothing was uploaded or deployed.`,
    `Run the newest pipeline's job. To go back to ${release} knowingly, deploy it with --force.`,
    {
      evidence: [
        `wanted: ${release}, pipeline ${sequence}`,
        `deployed: ${name}, pipeline ${newer.sequence}, ${newer.endedAt}, operation ${newer.id}`,
      ],
    },
  );
}

/** For the record. */
export function forcedNote(newer: NewerDeploy | null): string {
  return newer ? ` (forced over ${newer.release?.release ?? 'a release'} of pipeline ${newer.sequence})` : '';
}
