import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-exit-code-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function ask(text: string | null) {
  if (text !== null) writeFileSync(join(folder, 'result.json'), text);
  const cli = fakeCli({ directory: folder });
  return { cli, code: await execute(cli, ['exit-code', '--from', 'result.json']) };
}

describe('bluegreen exit-code', () => {
  it.each([
    [0, 'DONE'],
    [7, 'SWITCH_REVERTED'],
    [10, 'TIMED_OUT'],
  ])('ends with what the command ended with: %i', async (exitCode, reason) => {
    const { cli, code } = await ask(JSON.stringify({ command: 'switch', exitCode, reason_code: reason }));
    expect([code, cli.out()]).toEqual([exitCode, `${exitCode} ${reason}\n`]);
  });

  it.each([
    ['is not there', null],
    ['is no JSON', 'oops'],
    ['is another document', '{"exitCode":"0"}'],
  ])('takes nothing for success when the file %s', async (_name, text) => {
    const { cli, code } = await ask(text);
    expect([code, cli.err()]).toEqual([2, expect.stringMatching(/USAGE_INVALID: .*is no result\.json/)]);
  });
});
