import type { Position } from './report.js';

/** A YAML value that still knows where it stands. */
export type Located = LocatedMap | LocatedList | LocatedScalar;

export interface LocatedEntry {
  key: string;
  keyAt: Position;
  value: Located;
}

export interface LocatedMap {
  kind: 'map';
  at: Position;
  /** Each key once: as with the agent, the last of several wins. */
  entries: LocatedEntry[];
}

export interface LocatedList {
  kind: 'list';
  at: Position;
  items: Located[];
}

export interface LocatedScalar {
  kind: 'scalar';
  at: Position;
  value: unknown;
  /** The characters as they stand in the document, for plain scalars. */
  source: string;
}

/** The value of a key; null when it is absent, empty or `~`, which the agent treats alike. */
export function valueOf(map: LocatedMap, key: string): Located | null {
  const value = map.entries.find((entry) => entry.key === key)?.value;
  return value === undefined || isNothing(value) ? null : value;
}

export function isNothing(value: Located): boolean {
  return value.kind === 'scalar' && (value.value === null || value.value === undefined);
}

/** A scalar as text, trimmed; null for maps and lists. */
export function textOf(value: Located): string | null {
  if (value.kind !== 'scalar') return null;
  const { value: content, source } = value;
  if (typeof content === 'string') return content.trim();
  // YAML 1.1 turns 0755 into 493, and that number is what the agent sees; other scalars read as they are written.
  if (typeof content === 'number' && Number.isInteger(content) && !/[.eE]/.test(source)) return String(content);
  return source.trim();
}

/** What a message shows of a text: the rest would bury what is said about it. */
const SHOWN_CHARACTERS = 60;

/** How a value is shown in a message. */
export function shown(value: Located | null): string {
  if (value === null) return 'nothing';
  if (value.kind !== 'scalar') return value.kind === 'map' ? 'a map' : 'a list';
  if (typeof value.value !== 'string') return value.source || 'nothing';
  const [...characters] = value.value;
  const rest = characters.length > SHOWN_CHARACTERS ? '…' : '';
  return `the text "${characters.slice(0, SHOWN_CHARACTERS).join('')}${rest}"`;
}
