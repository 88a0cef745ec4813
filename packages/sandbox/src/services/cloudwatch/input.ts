import type { WireInput, WireValue } from '../service.js';
import { invalidValue, missingParameter } from './errors.js';

/** Readers for request members: JSON keeps types, Query sends text, so both forms of each value are taken. */

export function text(input: WireInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw invalidValue(`The value for parameter ${name} must be a single value.`);
  return String(value);
}

export function requiredText(input: WireInput, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

export function number(input: WireInput, name: string): number | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (value.trim() === '' || !Number.isFinite(parsed)) {
    throw invalidValue(`The value ${value} for parameter ${name} is not a number.`);
  }
  return parsed;
}

export function requiredNumber(input: WireInput, name: string): number {
  const value = number(input, name);
  if (value === undefined) throw missingParameter(name);
  return value;
}

/** @throws AwsError InvalidParameterValue when it is no whole number of at least 1 */
export function count(input: WireInput, name: string, maximum = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = number(input, name);
  if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= maximum)) {
    throw invalidValue(`The value ${value} for parameter ${name} is invalid.`);
  }
  return value;
}

export function flag(input: WireInput, name: string): boolean | undefined {
  const value = text(input, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw invalidValue(`The parameter ${name} must be true or false.`);
  return value === 'true';
}

export function choice<T extends string>(input: WireInput, name: string, values: readonly T[]): T | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw invalidValue(`The parameter ${name} must be one of ${values.join(', ')}.`);
  return found;
}

/** Epoch seconds (JSON) or ISO-8601 (Query); ms since the epoch. */
export function time(input: WireInput, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const numeric = typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  const parsed = numeric ? Math.round(Number(value) * 1000) : typeof value === 'string' ? Date.parse(value) : NaN;
  if (!Number.isFinite(parsed)) throw invalidValue(`The parameter ${name} must be a time.`);
  return parsed;
}

export function requiredTime(input: WireInput, name: string): number {
  const value = time(input, name);
  if (value === undefined) throw missingParameter(name);
  return value;
}

function list(input: WireInput, name: string): readonly WireValue[] {
  const value = input[name];
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) throw invalidValue(`The parameter ${name} must be a list.`);
  return value;
}

export function texts(input: WireInput, name: string): readonly string[] {
  return list(input, name).map((value) => {
    if (value === null || typeof value === 'object')
      throw invalidValue(`The parameter ${name} must be a list of texts.`);
    return String(value);
  });
}

export function numbers(input: WireInput, name: string): readonly number[] {
  return texts(input, name).map((value) => requiredNumber({ [name]: value }, name));
}

export function structures(input: WireInput, name: string): readonly WireInput[] {
  return list(input, name).map((value) => asStructure(value, name));
}

export function structure(input: WireInput, name: string): WireInput | undefined {
  const value = input[name];
  return value === undefined || value === null || value === '' ? undefined : asStructure(value, name);
}

function asStructure(value: WireValue, name: string): WireInput {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw invalidValue(`The parameter ${name} must be a structure.`);
  }
  return value;
}
