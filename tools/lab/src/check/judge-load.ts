import type { LedgerEntry } from '@bluegreen/steady-load';
import type { Violation } from './violation.js';

/** What was going on in a span of the ledger's time. */
export interface Episode {
  readonly repeat: string;
  readonly from: number;
  readonly to: number;
}

/** Every failed request is a violation of whatever was going on while it was under way. Pure. */
export function judgeLoad(ledger: readonly LedgerEntry[], episodes: readonly Episode[]): Violation[] {
  return ledger.flatMap(({ failure, startedAt, endedAt }) => {
    if (failure === null) return [];
    const during = episodes.filter(({ from, to }) => startedAt <= to && endedAt >= from);
    const repeat = during.length > 0 ? during.map((episode) => episode.repeat).join(' | ') : 'between operations';
    return [{ repeat, what: `a request failed: ${failure} (${new Date(startedAt).toISOString()})` }];
  });
}
