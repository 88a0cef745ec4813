import { AwsError, type WireInput, type WireValue } from '../service.js';
import { codeDeployError } from './errors.js';

function wrongType(name: string, wanted: string): AwsError {
  return new AwsError('SerializationException', `Expected ${wanted} for ${name}`);
}

/** Empty text counts as absent, as CodeDeploy treats it. */
export function optionalText(input: WireInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw wrongType(name, 'a string');
  return value;
}

/** @throws the named error when absent */
export function requiredText(input: WireInput, name: string, error: string, message: string): string {
  const value = optionalText(input, name);
  if (value === undefined) throw codeDeployError(error, message);
  return value;
}

export function optionalFlag(input: WireInput, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean');
  return value;
}

export function optionalNumber(input: WireInput, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw wrongType(name, 'a number');
  return value;
}

export function optionalRecord(input: WireInput, name: string): WireInput | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw wrongType(name, 'an object');
  return value;
}

export function optionalTexts(input: WireInput, name: string): string[] | undefined {
  const value = optionalList(input, name);
  return value?.map((item) => {
    if (typeof item !== 'string') throw wrongType(name, 'strings');
    return item;
  });
}

export function optionalRecords(input: WireInput, name: string): WireInput[] | undefined {
  return optionalList(input, name)?.map((item) => {
    if (!isRecord(item)) throw wrongType(name, 'objects');
    return item;
  });
}

function optionalList(input: WireInput, name: string): WireValue[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, 'a list');
  return value;
}

function isRecord(value: WireValue): value is WireInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws the named error unless `value` is one of `allowed` */
export function oneOf<T extends string>(value: string, allowed: readonly T[], error: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw codeDeployError(error, `${value} is not one of ${allowed.join(', ')}`);
  return found;
}
