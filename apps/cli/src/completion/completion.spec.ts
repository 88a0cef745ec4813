import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../execute.js';
import { createProgram } from '../program.js';
import { fakeCli } from '../testing/fake-cli.js';
import { candidates } from './candidates.js';
import { SCRIPTS, SHELLS } from './scripts.js';

const program = createProgram(fakeCli());

describe('completion', () => {
  it.each([
    ['a command', ['sw'], ['switch']],
    ['a command below a command', ['sandbox', 'do'], ['down']],
    ['the colours of an argument', ['switch', ''], ['blue', 'green', 'idle', 'live']],
    ['a colour that is begun', ['deploy', '--release', 'v2', 'g'], ['green']],
    ['an option', ['switch', '--dry'], ['--dry-run']],
    ['an option of every command', ['switch', '--lan'], ['--lang']],
    ['the choices of an option', ['switch', '--lang', ''], ['en', 'ko']],
    ['nothing for the value of an option that is free', ['deploy', '--source', ''], []],
    ['nothing where all arguments are given', ['switch', 'green', ''], []],
  ])('offers %s', (_name, words, expected) => {
    expect(candidates(program, words)).toEqual(expected);
  });

  it('offers no command that is not meant to be typed', () => {
    expect(candidates(program, ['comp'])).toEqual(['completion']);
  });

  it('answers the shell through the hidden command', async () => {
    const cli = fakeCli();
    expect(await execute(cli, ['complete', '--', 'switch', '--dry'])).toBe(0);
    expect(cli.out()).toBe('--dry-run\n');
  });

  // Only where that shell is installed; bash always is.
  it.each(SHELLS.filter((shell) => spawnSync(shell, ['--version']).status === 0))(
    'prints a script that %s takes',
    (shell) => {
      const folder = mkdtempSync(join(tmpdir(), 'bluegreen-completion-'));
      try {
        writeFileSync(join(folder, 'script'), SCRIPTS[shell]);
        const { status, stderr } = spawnSync(shell, ['-n', join(folder, 'script')], { encoding: 'utf8' });
        expect([status, stderr]).toEqual([0, '']);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  it.each(SHELLS)('prints a script for %s', async (shell) => {
    const cli = fakeCli();
    await execute(cli, ['completion', shell]);
    expect(cli.out()).toContain('bluegreen complete --');
  });
});
