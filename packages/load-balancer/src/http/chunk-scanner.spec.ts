import fc from 'fast-check';
import { ChunkScanner } from './chunk-scanner.js';

const GOOD = [
  '0\r\n\r\n',
  '5\r\nhello\r\n0\r\n\r\n',
  'A;name="v"\r\n0123456789\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n',
  '000a\r\n0123456789\r\n00\r\n\r\n',
];

function payload(text: string, cuts: readonly number[]): { data: string; used: number; done: boolean } {
  const scanner = new ChunkScanner();
  const bytes = Buffer.from(text, 'latin1');
  const bounds = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  let data = '';
  let used = 0;
  for (let at = 1; at < bounds.length; at++) {
    const piece = bytes.subarray(bounds[at - 1], bounds[at]);
    const end = scanner.take(piece, 0, (from, to) => (data += piece.toString('latin1', from, to)));
    if (end === -1) return { data, used: -1, done: false };
    used += end;
  }
  return { data, used, done: scanner.done };
}

describe('ChunkScanner', () => {
  it('finds the same end and payload however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), fc.array(fc.nat(200)), fc.string(), (body, cuts, next) => {
        const whole = payload(body + next, []);
        expect(whole).toMatchObject({ used: body.length, done: true });
        expect(payload(body + next, cuts)).toEqual(whole);
      }),
    );
  });

  it('takes any payload apart again', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 })), fc.array(fc.nat(2000)), (pieces, cuts) => {
        const texts = pieces.map((piece) => Buffer.from(piece).toString('latin1'));
        const body = texts.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join('') + '0\r\n\r\n';
        expect(payload(body, cuts)).toEqual({ data: texts.join(''), used: body.length, done: true });
      }),
    );
  });

  it.each([
    ['a size without digits', '\r\n'],
    ['a signed size', '+5\r\nhello\r\n'],
    ['a prefixed size', '0x5\r\nhello\r\n'],
    ['a space after the size', '5 \r\nhello\r\n'],
    ['a bare line feed after the size', '5\nhello\r\n'],
    ['a bare line feed in an extension', '5;a\nb\r\nhello\r\n'],
    ['a bare carriage return', '5\rhello'],
    ['data that is too long', '5\r\nhello!\r\n'],
    ['a bare line feed after the data', '5\r\nhello\n'],
    ['a bare line feed in a trailer', '0\r\nX: 1\n\r\n'],
    ['an endless size', '00000000000000005\r\nhello\r\n'],
    ['an endless extension', `5;${'a'.repeat(20_000)}\r\nhello\r\n`],
    ['endless trailers', `0\r\n${'X: 1\r\n'.repeat(5_000)}\r\n`],
  ])('breaks at %s', (_name, body) => {
    expect(payload(body, []).used).toBe(-1);
  });
});
