import type { Json } from '../types.js';

/** Gathers what is wrong, each with the place as Slack writes it. */
export interface Problems {
  readonly list: string[];
  add(pointer: string, problem: string): void;
}

export function problems(): Problems {
  const list: string[] = [];
  return { list, add: (pointer, problem) => void list.push(`[ERROR] ${problem} [json-pointer:${pointer}]`) };
}

/** The value when it is a string, else nothing. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string of at most `most` characters; reports anything else. */
export function checkString(found: Problems, pointer: string, value: unknown, most: number, required = true): void {
  if (value === undefined && !required) return;
  if (typeof value !== 'string') found.add(pointer, 'must be a string');
  else if (required && value.length === 0) found.add(pointer, 'must be more than 0 characters');
  else if (value.length > most) found.add(pointer, `must be less than ${most + 1} characters`);
}

/** A text object of the kinds allowed, at most `most` characters. */
export function checkText(
  found: Problems,
  pointer: string,
  value: unknown,
  { most, kinds = ['plain_text'] }: { most: number; kinds?: readonly string[] },
): void {
  if (!isJson(value)) return found.add(pointer, 'missing required field: text');
  if (!kinds.includes(String(value['type']))) found.add(`${pointer}/type`, `must be one of ${kinds.join(', ')}`);
  checkString(found, `${pointer}/text`, value['text'], most);
}

/** Entries that must not be given twice. */
export function checkUnique(found: Problems, pointer: string, what: string, values: readonly unknown[]): void {
  const given = values.filter((value) => value !== undefined);
  const twice = given.find((value, index) => given.indexOf(value) !== index);
  if (twice !== undefined) found.add(pointer, `${what} already exists: ${stringOf(twice)}`);
}
