const ANY_RUN = -1;
const ANY_ONE = -2;

export interface WildcardOptions {
  readonly ignoreCase: boolean;
  /** Backslash makes the next character literal (query conditions only, contract B8). */
  readonly escapes: boolean;
}

/** Compiles `*` (any run) and `?` (any one character) into a test that never backtracks more than length times pattern. */
export function compileWildcard(pattern: string, options: WildcardOptions): (text: string) => boolean {
  const codes = tokens(options.ignoreCase ? pattern.toLowerCase() : pattern, options.escapes);
  if (codes.every((code) => code >= 0)) {
    const literal = String.fromCharCode(...codes);
    return options.ignoreCase ? (text) => text.toLowerCase() === literal : (text) => text === literal;
  }
  return options.ignoreCase ? (text) => matches(codes, text.toLowerCase()) : (text) => matches(codes, text);
}

function tokens(pattern: string, escapes: boolean): number[] {
  const codes: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (escapes && character === '\\' && at + 1 < pattern.length) codes.push(pattern.charCodeAt(++at));
    else if (character === '*') codes.push(ANY_RUN);
    else if (character === '?') codes.push(ANY_ONE);
    else codes.push(pattern.charCodeAt(at));
  }
  return codes;
}

function matches(codes: readonly number[], text: string): boolean {
  let code = 0;
  let at = 0;
  let lastRun = -1;
  let runFrom = 0;
  while (at < text.length) {
    const wanted = codes[code];
    if (wanted === ANY_RUN) {
      lastRun = code++;
      runFrom = at;
    } else if (wanted === ANY_ONE || wanted === text.charCodeAt(at)) {
      code++;
      at++;
    } else if (lastRun >= 0) {
      // Only the latest `*` needs to give way: an earlier one could not reach further than it already does.
      code = lastRun + 1;
      at = ++runFrom;
    } else {
      return false;
    }
  }
  while (codes[code] === ANY_RUN) code++;
  return code === codes.length;
}
