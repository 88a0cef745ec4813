import { AwsError, type WireInput, type WireValue } from '../services/service.js';

/** A scalar parameter as text; undefined when absent or empty. */
export function optionalText(input: WireInput, name: string): string | undefined {
  const value = input[name];
  if (value === '') return undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** @throws AwsError ValidationError when absent */
export function requiredText(input: WireInput, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined)
    throw new AwsError(
      'ValidationError',
      `Value null at '${memberPath(name)}' failed to satisfy constraint: Member must not be null`,
    );
  return value;
}

/** A whole number within bounds; `fallback` when absent. @throws AwsError ValidationError */
export function wholeNumber(
  input: WireInput,
  name: string,
  bounds: { min: number; max: number; fallback: number },
): number {
  const text = optionalText(input, name);
  if (text === undefined) return bounds.fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= bounds.min && value <= bounds.max) return value;
  throw new AwsError(
    'ValidationError',
    `Value '${text}' at '${memberPath(name)}' must be a whole number from ${bounds.min} to ${bounds.max}.`,
  );
}

/** A list parameter of texts; empty when absent. */
export function textList(input: WireInput, name: string): string[] {
  const value: WireValue | undefined = input[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function memberPath(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
