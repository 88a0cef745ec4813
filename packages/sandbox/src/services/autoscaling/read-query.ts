import type { WireInput, WireValue } from '../service.js';
import { validationError } from './world.js';

/** Readers for Query input, where every scalar is text. Empty text counts as absent. */
export function optionalText(input: WireInput, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requiredText(input: WireInput, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalCount(input: WireInput, name: string): number | undefined {
  const value = optionalText(input, name);
  if (value === undefined) return undefined;
  if (!/^-?\d+$/.test(value)) throw validationError(`${value} is not a whole number for ${name}`);
  if (Number(value) < 0) throw validationError(`${name} must be at least 0, not ${value}`);
  return Number(value);
}

export function requiredCount(input: WireInput, name: string): number {
  const value = optionalCount(input, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalFlag(input: WireInput, name: string): boolean | undefined {
  const value = optionalText(input, name)?.toLowerCase();
  if (value !== undefined && value !== 'true' && value !== 'false')
    throw validationError(`${value} is not true or false for ${name}`);
  return value === undefined ? undefined : value === 'true';
}

export function optionalTexts(input: WireInput, name: string): string[] | undefined {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

export function optionalRecords(input: WireInput, name: string): WireInput[] | undefined {
  const value = input[name];
  return Array.isArray(value) ? value.filter(isRecord) : undefined;
}

export function optionalRecord(input: WireInput, name: string): WireInput | undefined {
  const value = input[name];
  return value !== undefined && isRecord(value) ? value : undefined;
}

function isRecord(value: WireValue): value is WireInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missing(name: string): Error {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
