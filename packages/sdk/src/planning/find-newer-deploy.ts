import type { HistoryEntry } from '../domain/operations.js';

/** A deployment by another pipeline than the one that wants to deploy now. */
export type NewerDeploy = Pick<HistoryEntry, 'id' | 'sequence' | 'release' | 'endedAt'>;

/**
 * What an older pipeline would overwrite: the newest deployment that ended well and carries a number, if that number is
 * above the wanted one. Somebody who forced an older pipeline through has set the mark back. Pure.
 *
 * @param entries newest first.
 */
export function findNewerDeploy(entries: readonly HistoryEntry[], wanted: number): NewerDeploy | null {
  const last = entries.find(({ verb, end, sequence }) => verb === 'deploy' && end === 'done' && sequence !== null);
  return last && last.sequence! > wanted ? last : null;
}
