import type { WireValue } from '../../service.js';

/** A template's values: what YAML and JSON have in common. */
export type Json = WireValue;
export interface JsonRecord {
  [name: string]: Json;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as CloudFormation passes it on; undefined for anything else. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The only member of a record that has one: how intrinsic functions are written. */
export function singleMember(value: Json): readonly [string, Json] | undefined {
  if (!isRecord(value)) return undefined;
  const [first, ...others] = Object.entries(value);
  return others.length === 0 ? first : undefined;
}

/** Equal as CloudFormation compares properties: order of members and the type of scalars do not count. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isRecord(value)) return JSON.stringify(String(value));
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join()}}`;
}
