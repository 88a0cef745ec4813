import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { fakeWorld } from '@bluegreen/sdk/testing';
import { execute } from './execute.js';
import { createProgram } from './program.js';
import { fakeCli } from './testing/fake-cli.js';

async function say(...words: string[]) {
  const world = fakeWorld();
  const cli = fakeCli({ world });
  const code = await execute(cli, words);
  return { cli, code, world };
}

describe('a command line that cannot be', () => {
  it.each([
    ['an unknown command', 'swich', /unknown command 'swich'\n\(Did you mean switch\?\)/],
    ['an unknown command below another', 'sandbox upp', /Did you mean up\?/],
    ['an unknown option', 'switch --dryrun', /unknown option '--dryrun'\n\(Did you mean --dry-run\?\)/],
    ['a colour that does not exist', 'switch purple', /Allowed choices are blue, green, idle, live/],
    ['a word too many', 'status now', /too many arguments/],
    ['an option that is missing', 'publish --release v2', /required option '--source <folder>' not specified/],
    ['an option without its value', 'deploy --source', /argument missing/],
    ['an argument that is missing', 'plan', /missing required argument 'verb'/],
    ['a duration that is none', 'switch --timeout soon', /Give a duration such as 90s, 5m or 1h/],
    ['a count out of bounds', 'history --limit 0', /whole number from 1 to 1000/],
    ['a port that is none', 'sandbox status --port 70000', /whole number from 0 to 65535/],
    ['a language we do not speak', 'status --lang fr', /Allowed choices are en, ko/],
    ['no command', '--quiet', /^Usage: bluegreen/],
    ['no command below another', 'sandbox', /^Usage: bluegreen sandbox/],
  ])('%s: exit code 2, the reason on stderr, nothing done', async (_name, line, reason) => {
    const { cli, code, world } = await say(...line.split(' '));
    expect(code).toBe(2);
    expect(cli.err()).toMatch(reason);
    expect([cli.out(), world.calls]).toEqual(['', []]);
  });

  it.each([
    ['swich', /^오류: 명령 'swich'은\(는\) 없습니다\n\(혹시 switch인가요\?\)\n\(옵션은 --help/],
    ['switch --dryrun', /옵션 '--dryrun'은\(는\) 없습니다\n\(혹시 --dry-run/],
    ['switch purple', /인수 'color'의 값 'purple'이\(가\) 올바르지 않습니다. 쓸 수 있는 값: blue, green, idle, live/],
    ['status now', /'status'에 인수가 너무 많습니다. 0개까지인데 1개/],
    ['publish --release v2', /옵션 '--source <folder>'을\(를\) 꼭/],
    ['deploy --source', /값이 필요합니다/],
    ['plan', /인수 'verb'이\(가\) 필요합니다/],
    ['switch --timeout soon', /90s, 5m, 1h처럼 주세요/],
    ['history --limit 0', /1부터 1000까지의 정수/],
  ])('is told in Korean: %s', async (line, reason) => {
    const { cli, code } = await say(...['--lang', 'ko'], ...line.split(' '));
    expect(code).toBe(2);
    expect(cli.err()).toMatch(reason);
    expect(cli.err()).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/);
  });

  it.each([
    ['swich --json', /^unknown command 'swich'/],
    ['--json sandbox', /^A command is missing\.$/],
  ])('is told to programs in the shape of every other error: %s', async (line, message) => {
    const { cli, code } = await say(...line.split(' '));
    const shape = { code: 'USAGE_INVALID', message: expect.stringMatching(message) as string };
    expect(code).toBe(2);
    expect(cli.json()).toMatchObject({ error: { ...shape, next: expect.any(String) as string, evidence: [] } });
  });
});

describe('help', () => {
  const pages = leavesOf(createProgram(fakeCli())).map(pathOf);

  it('goes to stdout, names the exit codes, and says that nothing is sent home', async () => {
    const { cli, code } = await say('--help');
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/Exit codes:(.|\n)*8 failed, state unknown: act now(.|\n)*No telemetry/);
    expect(cli.err()).toBe('');
  });

  it.each(pages.filter(([name]) => name !== 'version'))('has examples that parse: %s %s', async (...path) => {
    const { cli } = await say(...path.filter(Boolean), '--help');
    const examples = [...cli.out().matchAll(/^ {2}\$ (.*)$/gm)].map(([, line]) => line!);
    expect(examples.length).toBeGreaterThan(0);
    for (const line of examples.flatMap(invocations)) await parses(line);
  });
});

/** Each call of bluegreen in a shell line. */
function invocations(line: string): string[] {
  return [...line.matchAll(/bluegreen ([^|&;<>")#]*)/g)].map(([, words]) => words!.trim());
}

/** Through the real command tree, whose actions are taken out. */
async function parses(line: string): Promise<void> {
  const cli = fakeCli();
  const program = createProgram(cli);
  let reached = '';
  for (const leaf of leavesOf(program)) leaf.action(() => void (reached = pathOf(leaf).join(' ')));
  await program.parseAsync(line.split(' '), { from: 'user' });
  expect(`${line} `.startsWith(`${reached} `)).toBe(true);
  expect(reached).not.toBe('');
}

function leavesOf(command: CommandUnknownOpts): CommandUnknownOpts[] {
  const children = command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help');
  return children.length === 0 ? [command] : children.flatMap(leavesOf);
}

function pathOf(command: CommandUnknownOpts): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}
