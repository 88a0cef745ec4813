import type { WireInput, WireValue } from '../service.js';
import { validation } from './errors.js';

const MAX_TAGS = 50;

export function text(input: WireInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw validation(`${name} must be a text`);
  return value;
}

/** @throws AwsError ValidationException */
export function requiredText(input: WireInput, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') throw validation(`${name} must not be null`);
  return value;
}

/** Bytes come as Base64. */
export function bytes(input: WireInput, name: string): string | undefined {
  const value = text(input, name);
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('latin1');
}

function list(value: WireValue | undefined, name: string): readonly WireValue[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw validation(`${name} must be a list`);
  return value;
}

export function texts(input: WireInput, name: string): string[] {
  return list(input[name], name).map((value) => {
    if (typeof value !== 'string') throw validation(`${name} must be a list of texts`);
    return value;
  });
}

/** Keys and values of a Tags member; a tag without a value has an empty one. */
export function tags(input: WireInput): Record<string, string> {
  const pairs = list(input['Tags'], 'Tags').map((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) throw validation('Tags must hold structures');
    return [requiredText(item, 'Key'), text(item, 'Value') ?? ''] as const;
  });
  return Object.fromEntries(pairs);
}

export function withinTagLimit(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (Object.keys(all).length > MAX_TAGS) throw validation(`A certificate can have at most ${MAX_TAGS} tags`);
  return all;
}
