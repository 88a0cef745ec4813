import { AwsError, type WireInput } from '../../service.js';
import { isRecord, textOf, type Json, type JsonRecord } from '../template/json.js';

/** Scalars as text, as the Query protocol sends them; what is null is left out. */
export function asQuery(value: JsonRecord): WireInput {
  const entries = Object.entries(value).flatMap(([name, member]) =>
    member === null ? [] : [[name, queryValue(member)]],
  );
  return Object.fromEntries(entries) as WireInput;
}

function queryValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(queryValue);
  return isRecord(value) ? asQuery(value) : value === null ? '' : String(value);
}

/** Only the named members, and of those only what is there. */
export function pick(properties: JsonRecord, names: readonly string[]): JsonRecord {
  return Object.fromEntries(
    names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
}

export function text(properties: JsonRecord, name: string): string | undefined {
  return textOf(properties[name]);
}

export function requiredText(properties: JsonRecord, name: string): string {
  const value = text(properties, name);
  if (value === undefined || value === '') throw new AwsError('ValidationError', `${name} must not be empty`);
  return value;
}

export function flag(properties: JsonRecord, name: string): boolean | undefined {
  const value = text(properties, name);
  return value === undefined ? undefined : value === 'true';
}

export function texts(properties: JsonRecord, name: string): string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.flatMap((item) => textOf(item) ?? []) : [];
}

export function records(properties: JsonRecord, name: string): JsonRecord[] {
  const value = properties[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function record(properties: JsonRecord, name: string): JsonRecord {
  const value = properties[name];
  return value !== undefined && isRecord(value) ? value : {};
}

/** A document such as a policy: an object, or JSON text. */
export function documentText(properties: JsonRecord, name: string): string {
  const value = properties[name];
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}

/** The single thing that a create operation answers with. */
export function only<Item>(items: readonly Item[] | undefined): Item {
  const [item] = items ?? [];
  if (item === undefined) throw new Error('A create operation of the sandbox answered nothing.');
  return item;
}

/** Carries on when the thing is gone already; `codes` say so. */
export async function unlessGone(work: Promise<unknown>, codes: readonly string[]): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AwsError && codes.some((code) => error.code.startsWith(code)))) throw error;
  }
}
