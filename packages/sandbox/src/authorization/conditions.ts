import { TESTS } from './operators.js';
import type { Wording } from './patterns.js';
import type { Condition } from './policy.js';

/** All conditions of a statement must hold. */
export function conditionsHold(conditions: readonly Condition[], wording: Wording): boolean {
  return conditions.every((condition) => holds(condition, wording));
}

function holds({ operator, quantifier, ifExists, key, values }: Condition, wording: Wording): boolean {
  const actual = wording.context(key);
  if (operator === 'Null') return values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  const { test, negated } = TESTS[operator];
  const agrees = (one: string) => values.some((wanted) => test(one, wanted, wording)) !== negated;
  // Without values there is nothing that could differ; ForAnyValue asks for at least one.
  if (quantifier === 'ForAllValues') return (actual ?? []).every(agrees);
  if (actual === undefined || actual.length === 0) return ifExists || (negated && quantifier === null);
  if (quantifier === 'ForAnyValue' || !negated) return actual.some(agrees);
  return actual.every(agrees);
}
