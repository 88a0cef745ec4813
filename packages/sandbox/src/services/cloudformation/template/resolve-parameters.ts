import { validationError } from './errors.js';
import type { ParameterDeclaration, Template } from './template.js';

/** A parameter as a caller gives it. */
export interface GivenParameter {
  readonly key: string;
  readonly value: string | undefined;
  readonly usePrevious: boolean;
}

export interface ResolvedParameter {
  readonly key: string;
  /** As given, or the default. */
  readonly value: string;
  /** What Ref gives: a list for list types, the stored value for SSM types. */
  readonly resolved: string | string[];
  readonly noEcho: boolean;
  /** Whether `resolved` was looked up in the parameter store. */
  readonly stored: boolean;
}

/** Value of a parameter of the Systems Manager's store; undefined when there is none. */
export type StoredParameter = (name: string) => string | undefined;

/** @throws AwsError ValidationError that names the parameters */
export function resolveParameters(
  template: Template,
  given: readonly GivenParameter[],
  previous: readonly ResolvedParameter[],
  stored: StoredParameter,
): ResolvedParameter[] {
  const strangers = given.filter(({ key }) => !Object.hasOwn(template.parameters, key)).map(({ key }) => key);
  if (strangers.length > 0) {
    throw validationError(`Parameters: [${strangers.join(', ')}] do not exist in the template`);
  }
  const values = Object.entries(template.parameters).map(([key, declaration]) => {
    const one = given.find((candidate) => candidate.key === key);
    const before = previous.find((candidate) => candidate.key === key)?.value;
    return { key, declaration, value: one?.usePrevious ? before : (one?.value ?? declaration.defaultValue) };
  });
  const missing = values.filter(({ value }) => value === undefined).map(({ key }) => key);
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return values.map(({ key, declaration, value = '' }) => {
    checkParameter(key, declaration, value);
    const fromStore = declaration.type.startsWith('AWS::SSM::Parameter::Value<');
    const text = fromStore ? lookUp(value, stored) : value;
    const isList = /CommaDelimitedList|List</.test(declaration.type);
    const resolved = isList ? (text === '' ? [] : text.split(',').map((item) => item.trim())) : text;
    return { key, value, resolved, noEcho: declaration.noEcho, stored: fromStore };
  });
}

function lookUp(name: string, stored: StoredParameter): string {
  const value = stored(name);
  if (value !== undefined) return value;
  throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
}

function checkParameter(key: string, declaration: ParameterDeclaration, value: string): void {
  const { type, allowedPattern, allowedValues, constraintDescription } = declaration;
  const refuse = (text: string) => {
    const why = constraintDescription ?? text;
    return validationError(
      constraintDescription === undefined
        ? `Parameter '${key}' ${text}`
        : `Parameter ${key} failed to satisfy constraint: ${why}`,
    );
  };
  const each =
    type === 'CommaDelimitedList' || type.startsWith('List<') ? value.split(',').map((one) => one.trim()) : [value];
  if (allowedValues && !each.every((one) => allowedValues.includes(one))) throw refuse('must be one of AllowedValues');
  if (allowedPattern !== undefined && !each.every((one) => new RegExp(`^(?:${allowedPattern})$`).test(one))) {
    throw refuse(`must match pattern ${allowedPattern}`);
  }
  const { minLength = 0, maxLength = Infinity } = declaration;
  if (value.length < minLength) throw refuse(`must contain at least ${minLength} characters`);
  if (value.length > maxLength) throw refuse(`must contain at most ${maxLength} characters`);
  if (type !== 'Number' && type !== 'List<Number>') return;
  const { minValue = -Infinity, maxValue = Infinity } = declaration;
  for (const number of each.map((one) => (one === '' ? NaN : Number(one)))) {
    if (Number.isNaN(number)) throw refuse('must be a number');
    if (number < minValue) throw refuse(`must be a number not less than ${minValue}`);
    if (number > maxValue) throw refuse(`must be a number not greater than ${maxValue}`);
  }
}
