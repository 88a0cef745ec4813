import type { HistoryRecord } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';
import { proofText } from './proof-text.js';
import { releaseText } from './release-text.js';
import type { Row } from './table.js';

export function historyRows(entries: readonly HistoryRecord[], words: Words): Row[] {
  return entries.map(({ id, startedAt, verb, from, to, release, end, state, owner, proof, error }) => [
    startedAt,
    verb,
    [from, to].flatMap((color) => (color ? [color.toUpperCase()] : [])).join(' -> '),
    releaseText(release, words),
    end ?? words.history.states[state],
    owner,
    proof ? proofText(proof, words) : '',
    error ? `${error.code}: ${error.message}` : '',
    id,
  ]);
}
