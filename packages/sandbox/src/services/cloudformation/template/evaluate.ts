import { cidrBlocks } from './cidr.js';
import { templateError } from './errors.js';
import { isRecord, singleMember, textOf, type Json } from './json.js';
import { splitAttribute } from './short-tags.js';
import { substitute } from './substitution.js';

/** What functions look things up in. */
export interface Scope {
  /** Value of a parameter, resource or pseudo parameter; `NO_VALUE` for AWS::NoValue. */
  ref(name: string): Json | typeof NO_VALUE;
  attribute(resource: string, attribute: string): Json;
  condition(name: string): boolean;
  mapping(map: string, topKey: string, secondKey: string): Json | undefined;
  importedValue(exportName: string): Json;
  zones(region: string): readonly string[];
}

/** What AWS::NoValue refers to: the member or list entry that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Stands, within texts, for what is known only once another resource has been made; a list of which nothing is known
 * is such a text as a whole.
 */
export const UNKNOWN = '\u0000known after the change\u0000';

export function isUnknown(value: Json): boolean {
  return JSON.stringify(value).includes(JSON.stringify(UNKNOWN).slice(1, -1));
}

type Evaluated = Json | typeof NO_VALUE;

/** A value with every function in it carried out. @throws AwsError ValidationError `Template error: …` */
export function evaluate(value: Json, scope: Scope): Json {
  const result = evaluated(value, scope);
  return result === NO_VALUE ? null : result;
}

/** The same for properties and output values, where what is `NO_VALUE` is not there. */
export function evaluated(value: Json, scope: Scope): Evaluated {
  if (Array.isArray(value)) return value.map((item) => evaluated(item, scope)).filter((item) => item !== NO_VALUE);
  if (!isRecord(value)) return value;
  const [name, content] = singleMember(value) ?? [];
  if (name !== undefined && content !== undefined) {
    if (name === 'Ref') return scope.ref(text(content, 'Ref'));
    if (name.startsWith('Fn::')) return call(name, content, scope);
  }
  const members = Object.entries(value).flatMap(([key, member]) => {
    const result = evaluated(member, scope);
    return result === NO_VALUE ? [] : [[key, result] as const];
  });
  return Object.fromEntries(members);
}

function call(name: string, content: Json, scope: Scope): Evaluated {
  const run = FUNCTIONS[name];
  if (run) return run(content, scope);
  if (name in CONDITION_FUNCTIONS) return judge({ [name]: content }, scope);
  throw templateError(`Unresolved function ${name}: the Bluegreen sandbox does not implement it`);
}

/** A condition's value. @throws AwsError ValidationError */
export function judge(value: Json, scope: Scope): boolean {
  const [name, content] = singleMember(value) ?? [];
  if (name === 'Condition' && content !== undefined) return scope.condition(text(content, 'Condition'));
  const run = name === undefined ? undefined : CONDITION_FUNCTIONS[name];
  if (run && content !== undefined) return run(content, scope);
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw templateError('Every Condition member must be a function that gives true or false.');
}

const CONDITION_FUNCTIONS: Readonly<Record<string, (content: Json, scope: Scope) => boolean>> = {
  'Fn::Equals': (content, scope) => {
    const [a, b] = list(content, 'Fn::Equals', 2, 2);
    return JSON.stringify(scalars(evaluate(a ?? null, scope))) === JSON.stringify(scalars(evaluate(b ?? null, scope)));
  },
  'Fn::And': (content, scope) => list(content, 'Fn::And', 2, 10).every((one) => judge(one, scope)),
  'Fn::Or': (content, scope) => list(content, 'Fn::Or', 2, 10).some((one) => judge(one, scope)),
  'Fn::Not': (content, scope) => list(content, 'Fn::Not', 1, 1).every((one) => !judge(one, scope)),
};

const FUNCTIONS: Readonly<Record<string, (content: Json, scope: Scope) => Evaluated>> = {
  'Fn::GetAtt': (content, scope) => {
    const [resource, attribute] = attributeOf(content);
    return scope.attribute(resource, text(evaluate(attribute, scope), 'Fn::GetAtt'));
  },
  'Fn::Sub': (content, scope) => {
    const [template, given] = Array.isArray(content) ? content : [content, {}];
    const variables = isRecord(given) ? given : {};
    return substitute(text(template, 'Fn::Sub'), (name) => {
      const own = variables[name];
      if (own !== undefined) return text(evaluate(own, scope), 'Fn::Sub');
      const [resource = '', attribute] = splitAttribute(name);
      const found = attribute === undefined ? scope.ref(resource) : scope.attribute(resource, attribute);
      return found === NO_VALUE ? '' : text(found, 'Fn::Sub');
    });
  },
  'Fn::Join': (content, scope) => {
    const [separator, values] = list(content, 'Fn::Join', 2, 2);
    const items = evaluate(values ?? [], scope);
    if (typeof items === 'string' && isUnknown(items)) return items;
    if (!Array.isArray(items))
      throw templateError(
        'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
      );
    return items.map((item) => text(item, 'Fn::Join')).join(text(separator, 'Fn::Join'));
  },
  'Fn::Split': (content, scope) => {
    const [separator, source] = list(content, 'Fn::Split', 2, 2);
    const whole = text(evaluate(source ?? '', scope), 'Fn::Split');
    return isUnknown(whole) ? UNKNOWN : whole.split(text(separator, 'Fn::Split'));
  },
  'Fn::Select': (content, scope) => {
    const [at, values] = list(content, 'Fn::Select', 2, 2);
    const index = Number(text(evaluate(at ?? '', scope), 'Fn::Select'));
    const items = evaluate(values ?? [], scope);
    if (typeof items === 'string' && isUnknown(items)) return items;
    const found = Array.isArray(items) ? items[index] : undefined;
    if (found === undefined) throw templateError(`Fn::Select cannot select nonexistent value at index ${index}`);
    return found;
  },
  'Fn::If': (content, scope) => {
    const [condition, yes, no] = list(content, 'Fn::If', 3, 3);
    return evaluated((scope.condition(text(condition, 'Fn::If')) ? yes : no) ?? null, scope);
  },
  'Fn::FindInMap': (content, scope) => {
    const [map, top, second] = list(content, 'Fn::FindInMap', 3, 3).map((key) =>
      text(evaluate(key, scope), 'Fn::FindInMap'),
    );
    const found = scope.mapping(map ?? '', top ?? '', second ?? '');
    if (found === undefined) throw templateError(`Unable to get mapping for ${map}::${top}::${second}`);
    return found;
  },
  'Fn::Base64': (content, scope) => Buffer.from(text(evaluate(content, scope), 'Fn::Base64')).toString('base64'),
  'Fn::GetAZs': (content, scope) => {
    const region = text(evaluate(content, scope), 'Fn::GetAZs');
    return [...scope.zones(region === '' ? text(evaluate({ Ref: 'AWS::Region' }, scope), 'Ref') : region)];
  },
  'Fn::Cidr': (content, scope) => {
    const [block, count, bits = '8'] = list(content, 'Fn::Cidr', 2, 3).map((one) =>
      text(evaluate(one, scope), 'Fn::Cidr'),
    );
    if (isUnknown(block ?? '')) return UNKNOWN;
    return cidrBlocks(block ?? '', Number(count), Number(bits));
  },
  'Fn::ImportValue': (content, scope) => scope.importedValue(text(evaluate(content, scope), 'Fn::ImportValue')),
};

/** Resource and attribute of a GetAtt. The attribute may be a Ref. */
export function attributeOf(content: Json): readonly [string, Json] {
  const parts = typeof content === 'string' ? splitAttribute(content) : content;
  if (Array.isArray(parts) && parts.length === 2) {
    const [resource, attribute] = parts;
    if (typeof resource === 'string' && attribute !== undefined) return [resource, attribute];
  }
  throw templateError(
    'Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  );
}

function list(content: Json, name: string, least: number, most: number): readonly Json[] {
  if (Array.isArray(content) && content.length >= least && content.length <= most) return content;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  throw templateError(`${name} requires a list argument with ${wanted} parameters`);
}

function text(value: Json | undefined, name: string): string {
  const found = textOf(value);
  if (found !== undefined) return found;
  if (Array.isArray(value)) return value.map((item) => text(item, name)).join(',');
  throw templateError(`${name} must be given a string`);
}

/** Scalars as text throughout, so that `true` equals `"true"` as it does for CloudFormation. */
function scalars(value: Json): Json {
  if (Array.isArray(value)) return value.map(scalars);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, scalars(one)]));
  return value === null ? null : String(value);
}
