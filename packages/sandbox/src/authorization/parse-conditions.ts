import { isRecord, MalformedPolicy } from './parse-values.js';
import { CONDITION_OPERATORS, type Condition } from './policy.js';

/** `{ "StringEquals": { "aws:username": ["a", "b"] } }` into one condition for each key. @throws MalformedPolicy */
export function readConditions(raw: unknown): Condition[] {
  if (raw === undefined) return [];
  if (!isRecord(raw)) throw new MalformedPolicy('Syntax errors in policy.');
  return Object.entries(raw).flatMap(([name, keys]) => {
    const operator = readOperator(name);
    if (!isRecord(keys)) throw new MalformedPolicy('Syntax errors in policy.');
    return Object.entries(keys).map(([key, values]) => {
      if (!key.includes(':')) throw new MalformedPolicy(`Condition key ${key} has no service prefix.`);
      return { ...operator, key: key.toLowerCase(), values: valuesOf(values) };
    });
  });
}

function readOperator(name: string): Pick<Condition, 'operator' | 'quantifier' | 'ifExists'> {
  const match = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(name);
  const operator = CONDITION_OPERATORS.find((one) => one.toLowerCase() === match?.[2]?.toLowerCase());
  if (!match || !operator || (operator === 'Null' && match[3])) {
    throw new MalformedPolicy(`Invalid Condition type : ${name}`);
  }
  return {
    operator,
    quantifier: (match[1] as Condition['quantifier'] | undefined) ?? null,
    ifExists: match[3] !== undefined,
  };
}

/** JSON's own booleans and numbers count as their text. */
function valuesOf(raw: unknown): string[] {
  const list: unknown[] = Array.isArray(raw) ? raw : [raw];
  return list.map((value) => {
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return String(value);
    throw new MalformedPolicy('Syntax errors in policy.');
  });
}
