import { isIPv4, isIPv6 } from 'node:net';
import type { WireInput } from '../service.js';
import { notInSandbox, validationError } from './errors.js';
import { requiredText, structure, structures, text, texts } from './input.js';
import type { Quotas } from './quotas.js';
import { PLAIN_FIELDS, type ConditionRecord, type PlainField } from './state.js';

/** Where the API keeps the newer form of a condition. */
export const CONFIG_MEMBERS = {
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'source-ip': 'SourceIpConfig',
  'http-header': 'HttpHeaderConfig',
  'query-string': 'QueryStringConfig',
} as const satisfies Record<ConditionRecord['field'], string>;

const LEGACY_FIELDS: readonly string[] = ['host-header', 'path-pattern'];
const MAX_VALUE = 128;
const MAX_NAME = 40;

/** Rule conditions, in both forms (contract B8). @throws AwsError ValidationError */
export function parseConditions(input: WireInput, quotas: Quotas): readonly ConditionRecord[] {
  const given = structures(input, 'Conditions');
  if (!given) throw validationError('A rule must have at least one condition');
  const conditions = given.map(parseCondition);
  for (const field of PLAIN_FIELDS) {
    if (conditions.filter((condition) => condition.field === field).length > 1) {
      throw validationError(`A rule can have only one '${field}' condition`);
    }
  }
  const valueLimit = quotas['condition-values-per-alb-rule'];
  const values = conditions.flatMap(valuesOf);
  if (values.length > valueLimit) throw validationError(`A rule can only have '${valueLimit}' condition values`);
  const wildcardLimit = quotas['condition-wildcards-per-alb-rule'];
  const wildcards =
    conditions
      .filter(hasWildcards)
      .flatMap(valuesOf)
      .join('')
      .match(/(?<!\\)[*?]/g)?.length ?? 0;
  if (wildcards > wildcardLimit) throw validationError(`A rule can only have '${wildcardLimit}' condition wildcards`);
  return conditions;
}

function parseCondition(condition: WireInput): ConditionRecord {
  const field = fieldOf(condition);
  const config = structure(condition, CONFIG_MEMBERS[field]);
  if (texts(condition, 'RegexValues') || (config && texts(config, 'RegexValues'))) {
    throw notInSandbox('regular expressions in rule conditions');
  }
  if (field === 'query-string') return { field, pairs: parsePairs(config) };
  const legacy = texts(condition, 'Values');
  if (legacy && !LEGACY_FIELDS.includes(field)) {
    throw validationError(`A condition on '${field}' takes its values in ${CONFIG_MEMBERS[field]}`);
  }
  const newer = config && texts(config, 'Values');
  if (legacy && newer && legacy.join('\n') !== newer.join('\n')) {
    throw validationError(`Give either Values or ${CONFIG_MEMBERS[field]}, not both`);
  }
  const values = newer ?? legacy;
  if (!values) throw validationError(`A condition on '${field}' must have at least one value`);
  if (field === 'http-header') {
    const name = requiredText(config ?? {}, 'HttpHeaderName');
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}$/.test(name))
      throw validationError(`'${name}' is not a valid header name`);
    values.forEach((value) => checkLength(field, value, MAX_VALUE));
    return { field, name, values };
  }
  values.forEach((value) => checkPlainValue(field, value));
  return { field, values };
}

function fieldOf(condition: WireInput): ConditionRecord['field'] {
  const fields = Object.keys(CONFIG_MEMBERS) as ConditionRecord['field'][];
  const named = text(condition, 'Field');
  const found = named === undefined ? undefined : fields.find((field) => field === named);
  if (!found) throw validationError(`Condition field '${named ?? ''}' must be one of '[${fields.join(', ')}]'`);
  const foreign = fields.find((field) => field !== found && structure(condition, CONFIG_MEMBERS[field]));
  if (foreign) throw validationError(`A condition on '${found}' cannot have ${CONFIG_MEMBERS[foreign]}`);
  return found;
}

function parsePairs(config: WireInput | undefined): readonly { key?: string; value: string }[] {
  const pairs = config && structures(config, 'Values');
  if (!pairs) throw validationError("A condition on 'query-string' must have at least one value");
  return pairs.map((pair) => {
    const key = text(pair, 'Key');
    const value = requiredText(pair, 'Value');
    checkLength('query-string', value, MAX_VALUE);
    if (key !== undefined) checkLength('query-string', key, MAX_VALUE);
    return key === undefined ? { value } : { key, value };
  });
}

function checkPlainValue(field: PlainField, value: string): void {
  checkLength(field, value, field === 'http-request-method' ? MAX_NAME : MAX_VALUE);
  switch (field) {
    case 'host-header':
      if (!/^[A-Za-z0-9.\-*?:_]+$/.test(value)) throw validationError(`'${value}' is not a valid host-header value`);
      return;
    case 'path-pattern':
      if (!/^[A-Za-z0-9_\-.$/~"'@:+&()!,;=*?%\\]+$/.test(value)) {
        throw validationError(`'${value}' is not a valid path-pattern value`);
      }
      return;
    case 'http-request-method':
      if (!/^[A-Z_-]+$/.test(value)) throw validationError(`'${value}' is not a valid request method`);
      return;
    case 'source-ip':
      if (!isCidr(value)) throw validationError(`'${value}' is not a valid CIDR block`);
  }
}

function checkLength(field: string, value: string, limit: number): void {
  if (value.length === 0 || value.length > limit) {
    throw validationError(`Condition value '${value}' of '${field}' must have 1 to ${limit} characters`);
  }
}

function isCidr(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/');
  if (rest.length > 0 || bits === undefined || !/^\d{1,3}$/.test(bits)) return false;
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && Number(bits) <= 128);
}

/** Methods and addresses are literal. */
function hasWildcards(condition: ConditionRecord): boolean {
  return condition.field !== 'http-request-method' && condition.field !== 'source-ip';
}

function valuesOf(condition: ConditionRecord): readonly string[] {
  return condition.field === 'query-string'
    ? condition.pairs.map((pair) => `${pair.key ?? ''}${pair.value}`)
    : condition.values;
}
