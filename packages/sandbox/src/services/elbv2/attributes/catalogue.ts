import type { WireInput } from '../../service.js';
import { validationError } from '../errors.js';
import { requiredText, structures, text } from '../input.js';
import type { Attributes } from '../state.js';

/** What an attribute may be: undefined when fine, else the rest of a sentence that starts with the attribute's name. */
export type AttributeCheck = (value: string) => string | undefined;

export interface AttributeDefinition {
  /** Null: shown only once it is set. */
  readonly initial: string | null;
  readonly check: AttributeCheck;
}
export type AttributeCatalogue = Readonly<Record<string, AttributeDefinition>>;

export const oneOf =
  (...values: readonly string[]): AttributeCheck =>
  (value) =>
    values.includes(value) ? undefined : `must be one of '${values.join("', '")}'`;

export const within =
  (minimum: number, maximum: number, ...words: readonly string[]): AttributeCheck =>
  (value) => {
    if (words.includes(value)) return undefined;
    const number = Number(value);
    const fine = /^\d+$/.test(value) && number >= minimum && number <= maximum;
    const otherwise = words.length > 0 ? ` or '${words.join("' or '")}'` : '';
    return fine ? undefined : `must be between '${minimum}-${maximum}' inclusive${otherwise}`;
  };

export const switchable = oneOf('true', 'false');

export const anyText: AttributeCheck = (value) =>
  value.length <= 1024 ? undefined : 'must have at most 1024 characters';

export function initialAttributes(catalogue: AttributeCatalogue): Attributes {
  const entries = Object.entries(catalogue).flatMap(([key, { initial }]) => (initial === null ? [] : [[key, initial]]));
  return Object.fromEntries(entries) as Attributes;
}

/** `current` with the given attributes set. @throws AwsError ValidationError for an unknown key or a bad value */
export function mergeAttributes(
  catalogue: AttributeCatalogue,
  current: Attributes,
  input: WireInput,
  resource: string,
): Attributes {
  const given = structures(input, 'Attributes');
  if (!given) throw validationError('At least one attribute must be specified');
  const merged: Record<string, string> = { ...current };
  const seen = new Set<string>();
  for (const attribute of given) {
    const key = requiredText(attribute, 'Key');
    const value = text(attribute, 'Value') ?? '';
    const definition = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
    if (!definition) throw validationError(`${resource} attribute key '${key}' is not recognized`);
    if (seen.has(key)) throw validationError(`${resource} attribute key '${key}' is given twice`);
    seen.add(key);
    const problem = definition.check(value);
    if (problem !== undefined) throw validationError(`'${key}' value '${value}' ${problem}`);
    merged[key] = value;
  }
  return merged;
}
