import type { HistoryEntry } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';
import { releaseText } from './release-text.js';
import type { Row } from './table.js';

export function historyRows(entries: readonly HistoryEntry[], words: Words): Row[] {
  return entries.map(({ startedAt, verb, from, to, release, end, owner, error }) => [
    startedAt,
    verb,
    [from, to].flatMap((color) => (color ? [color.toUpperCase()] : [])).join(' -> '),
    releaseText(release, words),
    end ?? words.history.running,
    owner,
    error ? `${error.code}: ${error.message}` : '',
  ]);
}
