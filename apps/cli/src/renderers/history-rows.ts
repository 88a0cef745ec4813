import type { HistoryRecord } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';
import { proofBrief, proofText } from './proof-text.js';
import { releaseText } from './release-text.js';
import type { Row } from './table.js';

/** Every fact in full where a program reads; on a screen, what fits beside each other: columns that say nothing are left out. */
export function historyRows(entries: readonly HistoryRecord[], words: Words, onScreen: boolean): Row[] {
  const rows = entries.map(({ id, startedAt, verb, from, to, release, end, state, owner, proof, error }): Row => [
    onScreen ? startedAt.replace(/T(.{8}).*/, ' $1Z') : startedAt,
    verb,
    [from, to].flatMap((color) => (color ? [color.toUpperCase()] : [])).join(' -> '),
    releaseText(release, words),
    end ?? words.history.states[state],
    owner,
    proof ? (onScreen ? proofBrief(proof) : proofText(proof, words)) : '',
    error ? (onScreen ? error.code : `${error.code}: ${error.message}`) : '',
    id,
  ]);
  return onScreen ? withoutEmpty([words.history.columns, ...rows]) : rows;
}

/** The first row is the heading, which alone keeps no column. */
function withoutEmpty([heading = [], ...rows]: readonly Row[]): Row[] {
  const filled = heading.map((_title, column) => rows.some((row) => row[column] !== ''));
  return [heading, ...rows].map((row) => row.filter((_cell, column) => filled[column]));
}
