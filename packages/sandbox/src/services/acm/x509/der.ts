/** The Distinguished Encoding Rules of ASN.1, as far as a certificate needs them. Pure. */

export function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(bytes: number): number[] {
  if (bytes < 0x80) return [bytes];
  const digits: number[] = [];
  for (let rest = bytes; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff);
  return [0x80 | digits.length, ...digits];
}

export const sequence = (...items: readonly Buffer[]): Buffer => element(0x30, ...items);
export const setOf = (...items: readonly Buffer[]): Buffer => element(0x31, ...items);
export const octets = (content: Buffer): Buffer => element(0x04, content);
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'));
export const yes = (): Buffer => element(0x01, Buffer.from([0xff]));

/** A context-specific tag around whole elements. */
export const around = (number: number, ...items: readonly Buffer[]): Buffer => element(0xa0 | number, ...items);
/** A context-specific tag in place of the one a plain content would have. */
export const inPlace = (number: number, content: Buffer): Buffer => element(0x80 | number, content);

/** A number that is not negative; the first bit would be its sign. */
export function unsigned(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first === -1 ? Buffer.from([0]) : bytes.subarray(first);
  return element(0x02, (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short);
}

/** @param unused bits at the end of the last byte that do not count */
export const bits = (content: Buffer, unused = 0): Buffer => element(0x03, Buffer.from([unused]), content);

/** @param dotted such as `2.5.29.17` */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(sevenBits)]));
}

function sevenBits(number: number): number[] {
  const digits = [number & 0x7f];
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** A whole second; the short form up to 2049, as certificates must have it. */
export function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  const isShort = Number(text.slice(0, 4)) < 2050;
  return element(isShort ? 0x17 : 0x18, Buffer.from(isShort ? text.slice(2) : text, 'latin1'));
}
