import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlueGreenError, ERROR_CODES, type ErrorCode } from '../domain/errors.js';
import { describeError } from './describe-error.js';
import { phraseFinder } from './phrases.js';

const HANGUL = /\p{Script=Hangul}/u;
const SOURCES = join(__dirname, '..');

/** What stands between the parentheses that open at `start`, without strings being mistaken for code. */
function argumentsAt(source: string, start: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let quote: string | null = null;
  let from = start + 1;
  for (let at = start; at < source.length; at += 1) {
    const character = source[at]!;
    if (quote) {
      if (character === '\\') at += 1;
      else if (quote === '`' && source.startsWith('${', at)) at = endOfHole(source, at + 1);
      else if (character === quote) quote = null;
    } else if (`'"\``.includes(character)) quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) {
      depth -= 1;
      if (depth === 0) return [...found, source.slice(from, at)].map((text) => text.trim());
    } else if (character === ',' && depth === 1) {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return found;
}

/** The brace that closes the hole of a template which opens at `start`. */
function endOfHole(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '`') at = endOfTemplate(source, at);
    else if (source[at] === '{') depth += 1;
    else if (source[at] === '}' && (depth -= 1) === 0) return at;
  }
  return source.length;
}

function endOfTemplate(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source.startsWith('${', at)) at = endOfHole(source, at + 1);
    else if (source[at] === '`') return at;
  }
  return source.length;
}

/** A literal as it would read with "X" for whatever is filled in; null for anything but one literal. */
function textOf(literal: string): string | null {
  const [quote] = literal;
  if (quote === undefined || !`'"\``.includes(quote) || literal.at(-1) !== quote) return null;
  let text = '';
  for (let at = 1; at < literal.length - 1; at += 1) {
    if (literal[at] === quote) return null;
    if (literal[at] === '\\') text += literal[(at += 1)];
    else if (quote === '`' && literal.startsWith('${', at)) {
      at = endOfHole(literal, at + 1);
      text += 'X';
    } else text += literal[at];
  }
  return text;
}

/** Every English sentence of an error without a key: message and next step, as they stand in the sources. */
function untold(): [where: string, text: string][] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.spec\.ts$|(^|\/)testing\//.test(file),
  );
  return files.flatMap((file) => {
    const source = readFileSync(join(SOURCES, file), 'utf8');
    const starts = [...source.matchAll(/new BlueGreenError\(/g)].map(
      ({ index }) => index + 'new BlueGreenError'.length,
    );
    return starts
      .flatMap((start) => argumentsAt(source, start).slice(1, 3))
      .flatMap((argument): [string, string][] => {
        const text = textOf(argument);
        return text === null || !/[a-z]/.test(text) ? [] : [[file, text]];
      });
  });
}

describe('errors in Korean', () => {
  const sentences = untold();

  it('reads the sentences out of the sources', () => {
    expect(sentences.length).toBeGreaterThan(80);
    expect(sentences.map(([, text]) => text)).toContain('The bucket `X` does not exist.');
  });

  it.each(sentences)('%s: %s', (_file, text) => {
    const { message } = describeError(new BlueGreenError('INTERNAL', text, 'Report this.'), 'ko');
    expect(message).toMatch(HANGUL);
  });

  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('says what %s means', (code) => {
    expect(describeError(new BlueGreenError(code, 'x', 'y'), 'ko').heading).toMatch(HANGUL);
  });

  it('fills in what was filled in, in any order', () => {
    const find = phraseFinder([['{a} of {b}.', '{b}개 가운데 {a}개.']]);
    expect(find('2 of 3.')).toBe('3개 가운데 2개.');
    expect(find('two')).toBeNull();
  });

  it('leaves what nobody translated as it is', () => {
    const said = describeError(new BlueGreenError('AWS_REFUSED', 'Quoted by AWS', 'Try again.'), 'ko');
    expect(said).toMatchObject({ message: 'Quoted by AWS', next: '다시 실행하세요.' });
  });
});
