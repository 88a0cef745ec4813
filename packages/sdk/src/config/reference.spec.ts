import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELDS, flagName } from './fields.js';

const FILE = join(__dirname, '../../../../docs/reference/configuration.md');

function reference(): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || 'none';
  const rows = FIELDS.map(({ key, description, flag, variables, outputs, required }) =>
    [
      `\`${key}\``,
      description + (required ? ' Required.' : ''),
      `\`${flagName(flag)}\``,
      code(variables),
      code(outputs),
    ].join(' | '),
  );
  return [
    '# Configuration reference',
    '',
    'Generated from the settings by `npm run docs`; a test fails when it is stale.',
    '',
    'Strongest first: flag (of the SDK; the CLI has those of its reference), variables in the order given, bluegreen.yaml,',
    'stack outputs, default. `bluegreen config explain` shows the winner of each and where it came from.',
    '',
    '| Key in bluegreen.yaml | Meaning | Flag | Variables | Stack outputs |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

describe('the configuration reference', () => {
  it('is what the settings say (npm run docs writes it)', () => {
    if (process.env['BLUEGREEN_WRITE_DOCS'] === 'yes') writeFileSync(FILE, reference());
    expect(readFileSync(FILE, 'utf8')).toBe(reference());
  });
});
