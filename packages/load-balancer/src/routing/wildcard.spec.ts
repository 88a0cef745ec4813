import fc from 'fast-check';
import { compileWildcard } from './wildcard.js';

const EXACT = { ignoreCase: false, escapes: false };

describe('compileWildcard', () => {
  it.each([
    ['/img/*', '/img/a/b', EXACT, true],
    ['/img/*', '/IMG/a', EXACT, false],
    ['/a?c', '/abc', EXACT, true],
    ['/a?c', '/ac', EXACT, false],
    ['*.example.test', 'API.example.TEST', { ignoreCase: true, escapes: false }, true],
    ['*.example.test', 'example.test', { ignoreCase: true, escapes: false }, false],
    ['a\\*b', 'a*b', { ignoreCase: true, escapes: true }, true],
    ['a\\*b', 'axb', { ignoreCase: true, escapes: true }, false],
    ['a\\*b', 'a\\xb', EXACT, true],
    ['*', '', EXACT, true],
    ['.+', 'aa', EXACT, false],
  ])('%s on %s', (pattern, text, options, expected) => {
    expect(compileWildcard(pattern, options)(text)).toBe(expected);
  });

  it('agrees with the same pattern as a regular expression', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*', '?')).map((all) => all.join(''));
    const texts = fc.array(fc.constantFrom('a', 'b')).map((all) => all.join(''));
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const expression = new RegExp(`^${pattern.replace(/\*+/g, '.*').replaceAll('?', '.')}$`);
        expect(compileWildcard(pattern, EXACT)(text)).toBe(expression.test(text));
      }),
    );
  });

  it('stays quick on a pattern made to be slow', () => {
    const test = compileWildcard('*a*a*a*a*b', EXACT);
    expect(test('a'.repeat(16_000))).toBe(false);
  });
});
