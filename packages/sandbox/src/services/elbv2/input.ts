import type { WireInput, WireValue } from '../service.js';
import { validationError } from './errors.js';

/** Readers for request members. Query sends every scalar as text; other callers (CloudFormation) keep types. */

export function text(input: WireInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw validationError(`'${name}' must be a single value`);
  return String(value);
}

/** @throws AwsError ValidationError when the member is missing or empty */
export function requiredText(input: WireInput, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') throw constraint('null', name, 'Member must not be null');
  return value;
}

/** @throws AwsError ValidationError when it is no integer or outside the range */
export function integer(input: WireInput, name: string, minimum: number, maximum: number): number | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  if (!/^-?\d+$/.test(value)) throw constraint(`'${value}'`, name, 'Member must be an integer');
  const number = Number(value);
  if (number < minimum) {
    throw constraint(`'${value}'`, name, `Member must have value greater than or equal to ${minimum}`);
  }
  if (number > maximum) {
    throw constraint(`'${value}'`, name, `Member must have value less than or equal to ${maximum}`);
  }
  return number;
}

export function flag(input: WireInput, name: string): boolean | undefined {
  const value = text(input, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw constraint(`'${value}'`, name, 'Member must be true or false');
  return value === 'true';
}

export function choice<T extends string>(input: WireInput, name: string, values: readonly T[]): T | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) {
    throw constraint(`'${value}'`, name, `Member must satisfy enum value set: [${values.join(', ')}]`);
  }
  return found;
}

/** Undefined when absent or empty: clients write an empty list as an empty value (contract A2). */
function list(input: WireInput, name: string): readonly WireValue[] | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (!Array.isArray(value)) throw validationError(`'${name}' must be a list`);
  return value.length === 0 ? undefined : value;
}

export function texts(input: WireInput, name: string): readonly string[] | undefined {
  return list(input, name)?.map((value) => {
    if (value === null || typeof value === 'object') throw validationError(`'${name}' must be a list of texts`);
    return String(value);
  });
}

export function structures(input: WireInput, name: string): readonly WireInput[] | undefined {
  return list(input, name)?.map((value) => asStructure(value, name));
}

export function structure(input: WireInput, name: string): WireInput | undefined {
  const value = input[name];
  return value === undefined || value === null || value === '' ? undefined : asStructure(value, name);
}

function asStructure(value: WireValue, name: string): WireInput {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw validationError(`'${name}' must be a structure`);
  }
  return value;
}

function constraint(value: string, name: string, rule: string): Error {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return validationError(
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${rule}`,
  );
}
