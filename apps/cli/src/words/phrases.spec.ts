import { BlueGreenError, ERROR_CODES } from '@bluegreen/sdk';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

const SOURCES = join(__dirname, '..');
const LITERAL = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g;

/** The English sentences of the files that make errors: they begin with a capital, a hole or a flag, and end in a full stop. */
function sentences(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.spec\.ts$|testing\/|words\//.test(file),
  );
  const makers = files
    .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
    .filter((text) => /BlueGreenError\(/.test(text));
  const texts = makers.flatMap((text) => {
    const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$|\.description\([^)]*\)/gm, '');
    return [...code.matchAll(LITERAL)].map(([, single, template, double]) => single ?? template ?? double ?? '');
  });
  return texts.map((text) => text.replace(/\$\{[^{}]*\}/g, 'X')).filter((text) => /^[A-Z-].* .*[a-z)`]\.$/.test(text));
}

async function said(error: Error): Promise<string> {
  const cli = fakeCli();
  cli.connect = () => Promise.reject(error);
  await execute(cli, ['status', '--lang', 'ko']);
  return cli.err();
}

describe('the errors of the CLI in Korean', () => {
  const found = [...new Set(sentences())];

  it('are read out of the sources', () => {
    expect(found).toEqual(expect.arrayContaining(['Port X is taken.', 'No token for GitLab was found.']));
    expect(found.length).toBeGreaterThan(30);
  });

  it.each(found)('%s', async (text) => {
    const [message] = (await said(new BlueGreenError('USAGE_INVALID', text, 'y'))).split('\n');
    expect(message!.replace(/^.*?할 수 없습니다\. /, '')).toMatch(/\p{Script=Hangul}/u);
  });

  it.each(Object.keys(ERROR_CODES) as (keyof typeof ERROR_CODES)[])('%s is told in words', async (code) => {
    expect(await said(new BlueGreenError(code, 'x', 'y'))).toMatch(/\p{Script=Hangul}/u);
  });
});
