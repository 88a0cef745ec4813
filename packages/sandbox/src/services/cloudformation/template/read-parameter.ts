import { formatError } from './errors.js';
import { isRecord, textOf, type Json } from './json.js';
import type { ParameterDeclaration } from './template.js';

const MEMBERS = [
  'Type',
  'Default',
  'NoEcho',
  'Description',
  'ConstraintDescription',
  'AllowedPattern',
  'AllowedValues',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
];
const TYPES =
  /^(String|Number|CommaDelimitedList|List<Number>|AWS::SSM::Parameter::(Name|Value<.+>)|(List<)?AWS::[A-Za-z0-9]+::[A-Za-z0-9:]+>?)$/;

/** @throws AwsError ValidationError */
export function readParameter(name: string, value: Json): ParameterDeclaration {
  if (!isRecord(value)) throw formatError('Any Parameters member must be an object.');
  const type = textOf(value['Type']);
  if (type === undefined) throw formatError('Every Parameters object must contain a Type member.');
  if (!TYPES.test(type)) throw formatError(`Unrecognized parameter type: ${type}`);
  const stray = Object.keys(value).find((key) => !MEMBERS.includes(key));
  if (stray !== undefined) throw formatError(`Invalid parameter property ${stray} (${name}).`);
  return {
    type,
    defaultValue: defaultOf(name, value['Default']),
    noEcho: textOf(value['NoEcho']) === 'true',
    description: textOf(value['Description']),
    constraintDescription: textOf(value['ConstraintDescription']),
    allowedPattern: patternOf(name, value['AllowedPattern']),
    allowedValues: allowedValuesOf(name, value['AllowedValues']),
    minLength: numberOf(name, 'MinLength', value['MinLength']),
    maxLength: numberOf(name, 'MaxLength', value['MaxLength']),
    minValue: numberOf(name, 'MinValue', value['MinValue']),
    maxValue: numberOf(name, 'MaxValue', value['MaxValue']),
  };
}

function defaultOf(name: string, value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (text === undefined) throw formatError(`Every Default member must be a string. (${name})`);
  return text;
}

function patternOf(name: string, value: Json | undefined): string | undefined {
  const pattern = textOf(value);
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern);
  } catch {
    throw formatError(`Parameter ${name} AllowedPattern is not a valid regular expression`);
  }
  return pattern;
}

function allowedValuesOf(name: string, value: Json | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw formatError(`Every AllowedValues member must be a list. (${name})`);
  return value.map((one) => textOf(one) ?? '');
}

function numberOf(name: string, member: string, value: Json | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(textOf(value));
  if (Number.isNaN(number)) throw formatError(`Every ${member} member must be a number. (${name})`);
  return number;
}
