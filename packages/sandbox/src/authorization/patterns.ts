import type { ContextLookup } from './request.js';

/** How the texts of one policy are read: variables exist since version 2012-10-17 only. */
export interface Wording {
  readonly version: '2008-10-17' | '2012-10-17';
  readonly context: ContextLookup;
}

/** A piece of a policy's text: literal, or one of the two wildcards. */
type Piece = { readonly literal: string } | '*' | '?';

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * Whether `*` (any text, also with `/` and `:` in it) and `?` (one character) make the pattern fit. A variable that has no
 * value fits nothing; its value counts letter by letter.
 */
export function fits(pattern: string, text: string, wording: Wording, ignoreCase = false): boolean {
  const pieces = piecesOf(pattern, wording);
  return pieces !== null && expression(pieces, ignoreCase).test(text);
}

/** The text with its variables replaced, for operators without wildcards; null when one has no value. */
export function expanded(text: string, wording: Wording): string | null {
  const pieces = piecesOf(text, wording);
  return pieces === null ? null : pieces.map((piece) => (typeof piece === 'string' ? piece : piece.literal)).join('');
}

function piecesOf(pattern: string, { version, context }: Wording): Piece[] | null {
  if (version === '2008-10-17' || !pattern.includes('${')) return plainPieces(pattern);
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of pattern.matchAll(VARIABLE)) {
    const value = valueOf(match[1] ?? '', context);
    if (value === null) return null;
    pieces.push(...plainPieces(pattern.slice(end, match.index)), { literal: value });
    end = match.index + match[0].length;
  }
  return [...pieces, ...plainPieces(pattern.slice(end))];
}

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for the characters themselves. */
function valueOf(variable: string, context: ContextLookup): string | null {
  if (variable === '*' || variable === '?' || variable === '$') return variable;
  const [, key = '', fallback] = /^([^,]*?)\s*(?:,\s*'([^']*)')?$/.exec(variable) ?? [];
  const values = context(key.trim().toLowerCase());
  return values?.length === 1 ? (values[0] ?? null) : (fallback ?? null);
}

function plainPieces(text: string): Piece[] {
  return text
    .split(/([*?])/)
    .filter((part) => part !== '')
    .map((part) => (part === '*' || part === '?' ? part : { literal: part }));
}

function expression(pieces: readonly Piece[], ignoreCase: boolean): RegExp {
  const source = pieces.map((piece) => {
    if (piece === '*') return '.*';
    return piece === '?' ? '.' : piece.literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${source.join('').replace(/(\.\*)+/g, '.*')}$`, ignoreCase ? 'is' : 's');
}
