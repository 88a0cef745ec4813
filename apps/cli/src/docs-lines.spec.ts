import { CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from './program.js';
import { docsLines, type DocsLine } from './testing/docs-lines.js';
import { fakeCli } from './testing/fake-cli.js';

const ROOT = join(__dirname, '../../..');

/** What a quotation in a sentence may leave out. */
const INCOMPLETE = ['commander.missingMandatoryOptionValue', 'commander.missingArgument', 'commander.help'];

/** Through the real command tree, whose actions are taken out. Null when the parser takes it. */
async function complaint({ words, inline }: DocsLine): Promise<string | null> {
  const cli = fakeCli();
  const program = createProgram(cli);
  for (const leaf of leavesOf(program)) leaf.action(() => undefined);
  try {
    await program.parseAsync(words, { from: 'user' });
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (inline && INCOMPLETE.includes(error.code)) return null;
    return error.exitCode === 0 ? null : error.message;
  }
}

function leavesOf(command: CommandUnknownOpts): CommandUnknownOpts[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

describe('every call of bluegreen in templates and documents', () => {
  const lines = docsLines(ROOT);

  it('is taken by the parser', async () => {
    const refused: string[] = [];
    for (const line of lines) {
      const why = await complaint(line);
      if (why !== null) refused.push(`${line.place}: bluegreen ${line.words.join(' ')}: ${why}`);
    }
    expect(refused).toEqual([]);
  });

  it('is found in every template with a script, in the README, and in the how-tos', () => {
    const places = new Set(lines.map(({ place }) => place.replace(/:\d+$/, '')));
    for (const name of ['package', 'deploy', 'switch', 'validate', 'rollback', 'staging'])
      expect(places).toContain(`templates/${name}.yml`);
    expect(places).toContain('README.md');
    expect(lines.filter(({ inline }) => !inline).length).toBeGreaterThan(40);
  });

  it('would be refused if it were wrong', async () => {
    const wrong = { place: '', words: ['switch', '--everything'], inline: true };
    expect(await complaint(wrong)).toMatch(/unknown option '--everything'/);
    expect(await complaint({ ...wrong, words: ['deploy'], inline: false })).toMatch(/--release/);
  });
});

describe('the jobs of the templates', () => {
  it('are run again by GitLab after exactly the exit codes that are safe', () => {
    const base = readFileSync(join(ROOT, 'templates/base.yml'), 'utf8');
    expect(base).toMatch(/retry:\n {4}max: 2\n {4}exit_codes: \[4, 10\]\n/);
    expect(readFileSync(join(ROOT, 'docs/how-to/gitlab.md'), 'utf8')).toMatch(/4 \(another operation[^]*10 \(stopped/);
  });

  it('hand the number of their pipeline on', () => {
    expect(readFileSync(join(ROOT, 'templates/base.yml'), 'utf8')).toContain('BLUEGREEN_SEQUENCE: $CI_PIPELINE_IID\n');
  });
});
