import type { ProofSummary } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';

/** What a stream of requests saw while traffic moved, in one line: counts, gap, and which release gave how many answers. */
export function proofText(proof: ProofSummary | null, { proof: words }: Words): string {
  if (!proof) return words.none;
  const { sent, answered, failed, longestGapMs, byRelease, firstAnswerMs, lastFormerAnswerMs } = proof;
  const releases = Object.entries(byRelease).map(([release, answers]) => `${release} ${answers}`);
  return [
    words.counts(sent, answered, failed),
    words.gap(longestGapMs),
    ...(firstAnswerMs === null ? [] : [words.first(firstAnswerMs)]),
    ...(lastFormerAnswerMs === null ? [] : [words.lastFormer(lastFormerAnswerMs)]),
    ...releases,
  ].join(', ');
}

/** The same in a cell of a table: answered of sent, and the longest gap between two answers. */
export function proofBrief({ sent, answered, longestGapMs }: ProofSummary): string {
  return `${answered}/${sent}, ${longestGapMs} ms`;
}
