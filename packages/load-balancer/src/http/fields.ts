const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const COLON = 58;
const DELETE = 127;

/** 1 for each character code that may stand in a header name or a method. */
const TOKEN = new Uint8Array(256);
/** 1 for each character code of a header name that `dropInvalidHeaders` keeps: letters, digits, hyphen. */
const PLAIN = new Uint8Array(256);
for (const character of '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-') {
  TOKEN[character.charCodeAt(0)] = 1;
  PLAIN[character.charCodeAt(0)] = 1;
}
for (const character of "!#$%&'*+.^_`|~") TOKEN[character.charCodeAt(0)] = 1;

/** Index of the colon that ends the header name at `start`; -1 when no clean name stands there. */
export function endOfName(text: string, start: number): number {
  let at = start;
  while (TOKEN[text.charCodeAt(at)] === 1) at++;
  return at > start && text.charCodeAt(at) === COLON ? at : -1;
}

/** Index of the CRLF that ends the value at `start`; -1 at a bare CR or LF, another control character, or the end of the text. */
export function endOfValue(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= SPACE && code !== DELETE) continue;
    if (code === CARRIAGE_RETURN) return text.charCodeAt(at + 1) === LINE_FEED ? at : -1;
    if (code !== TAB) return -1;
  }
  return -1;
}

export function isToken(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (TOKEN[text.charCodeAt(at)] !== 1) return false;
  return text.length > 0;
}

export function isPlainName(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (PLAIN[text.charCodeAt(at)] !== 1) return false;
  return true;
}

/** A value without the spaces and tabs around it. */
export function trimmed(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Every value of one header in a block of checked `Name: value\r\n` lines; `name` in lower case. */
export function valuesOf(lines: string, name: string): string[] {
  const values: string[] = [];
  for (let start = 0; start < lines.length;) {
    const end = lines.indexOf('\r\n', start);
    const colon = start + name.length;
    if (lines.charCodeAt(colon) === COLON && lines.slice(start, colon).toLowerCase() === name) {
      values.push(trimmed(lines, colon + 1, end));
    }
    start = end + 2;
  }
  return values;
}

/** The block without the lines whose lower-case name is in `names`. */
export function withoutFields(lines: string, names: ReadonlySet<string>): string {
  let kept = '';
  for (let start = 0; start < lines.length;) {
    const end = lines.indexOf('\r\n', start) + 2;
    const colon = lines.indexOf(':', start);
    if (!names.has(lines.slice(start, colon).toLowerCase())) kept += lines.slice(start, end);
    start = end;
  }
  return kept;
}

/** Length of a message body, or null when the text is not plain decimal digits of a safe size. */
export function parseLength(text: string): number | null {
  if (text.length === 0 || text.length > 15) return null;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    length = length * 10 + digit;
  }
  return length;
}
