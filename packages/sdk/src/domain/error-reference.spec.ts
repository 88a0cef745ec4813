import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from '../narration/describe-error.js';
import { BlueGreenError, ERROR_CODES, type ErrorCode } from './errors.js';

const FILE = join(__dirname, '../../../../docs/reference/errors.md');

function reference(): string {
  const rows = (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => {
    const { heading } = describeError(new BlueGreenError(code, '', ''), 'en');
    return `| \`${code}\` | ${ERROR_CODES[code]} | ${heading} |`;
  });
  return [
    '# Error reference',
    '',
    'Generated from the closed set of error codes by `npm run docs`; a test fails when it is stale. Every error also carries its',
    'cause in words, evidence where there is any, and the next command.',
    '',
    '| Code | Exit code | Meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

describe('the error reference', () => {
  it('is what the codes say (npm run docs writes it)', () => {
    if (process.env['BLUEGREEN_WRITE_DOCS'] === 'yes') writeFileSync(FILE, reference());
    expect(readFileSync(FILE, 'utf8')).toBe(reference());
  });
});
