import type { Attempt } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';
import type { Row } from './table.js';

export function attemptRows(attempts: readonly Attempt[], words: Words['history']['attempts']): Row[] {
  return attempts.map(({ at, owner, surface, asked, outcome, code, link }) => [
    at,
    owner,
    surface,
    asked,
    words.outcomes[outcome],
    code ?? '',
    link ?? '',
  ]);
}
