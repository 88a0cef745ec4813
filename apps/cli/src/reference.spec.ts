import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from './program.js';
import { cliReference } from './reference.js';
import { fakeCli } from './testing/fake-cli.js';

const FILE = join(__dirname, '../../../docs/reference/cli.md');

describe('the CLI reference', () => {
  it('is what the command tree says (npm run docs writes it)', () => {
    const reference = cliReference(createProgram(fakeCli()));
    if (process.env['BLUEGREEN_WRITE_DOCS'] === 'yes') writeFileSync(FILE, reference);
    expect(readFileSync(FILE, 'utf8')).toBe(reference);
  });
});
