import { conditionsHold } from './conditions.js';
import { parsePolicy, lookupOf } from './index.js';

function holds(Condition: object, keys: Record<string, string | string[]>): boolean {
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition }];
  const { statements } = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'identity');
  return conditionsHold(statements[0]!.conditions, { version: '2012-10-17', context: lookupOf(keys) });
}

/** Whether the condition holds for the value, for another value, and for a call without the key. */
it.each([
  ['StringEquals', 'main', 'main', 'other', false],
  ['StringNotEquals', 'main', 'other', 'main', true],
  ['StringEqualsIgnoreCase', 'Main', 'mAIN', 'other', false],
  ['StringNotEqualsIgnoreCase', 'Main', 'other', 'mAIN', true],
  ['StringLike', 'ref:*:main', 'ref:branch:main', 'ref:branch:dev', false],
  ['StringNotLike', 'ref:*:main', 'ref:branch:dev', 'ref:branch:main', true],
  ['StringEqualsIfExists', 'main', 'main', 'other', true],
  ['NumericEquals', '10', '10.0', '11', false],
  ['NumericNotEquals', '10', '11', '10', true],
  ['NumericLessThan', '10', '9', '10', false],
  ['NumericLessThanEquals', '10', '10', '11', false],
  ['NumericGreaterThan', '10', '11', '10', false],
  ['NumericGreaterThanEquals', '10', '10', 'nine', false],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00Z', false],
  ['DateLessThan', '2026-01-01T00:00:00Z', '1735689600', '2026-06-01T00:00:00Z', false],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', '2025-01-01T00:00:00Z', false],
  ['Bool', true, 'true', 'false', false],
  ['BoolIfExists', 'false', 'false', 'true', true],
  ['BinaryEquals', 'QQ==', 'QQ==', 'QUE=', false],
  ['IpAddress', '10.0.0.0/8', '10.1.2.3', '11.0.0.1', false],
  ['NotIpAddress', '10.0.0.0/8', '11.0.0.1', '10.1.2.3', true],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', '2001:db9::1', false],
  ['ArnLike', 'arn:aws:iam::*:role/ci-*', 'arn:aws:iam::1:role/ci-a', 'arn:aws:iam::1:user/ci-a', false],
  ['ArnEquals', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/a:b', 'arn:aws:s3::x:1:role/a', false],
  ['ArnNotLike', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:user/a', 'arn:aws:iam::1:role/a', true],
])('%s %s holds for %s, not for %s', (operator, wanted, good, bad, withoutKey) => {
  const condition = { [operator]: { 'x:Key': wanted } };
  expect([holds(condition, { 'X:key': good }), holds(condition, { 'X:key': bad }), holds(condition, {})]).toEqual([
    true,
    false,
    withoutKey,
  ]);
});

it('Null asks whether the key is missing', () => {
  expect(holds({ Null: { 'x:Key': 'true' } }, {})).toBe(true);
  expect(holds({ Null: { 'x:Key': 'true' } }, { 'x:Key': 'a' })).toBe(false);
  expect(holds({ Null: { 'x:Key': 'false' } }, { 'x:Key': 'a' })).toBe(true);
});

it.each([
  ['one of several values is enough', { StringEquals: { 'x:Key': ['a', 'b'] } }, { 'x:Key': 'b' }, true],
  ['a negated one must differ from all', { StringNotEquals: { 'x:Key': ['a', 'b'] } }, { 'x:Key': 'b' }, false],
  ['all keys of an operator count', { StringEquals: { 'x:A': 'a', 'x:B': 'b' } }, { 'x:A': 'a' }, false],
  [
    'all operators count',
    { StringEquals: { 'x:A': 'a' }, Bool: { 'x:B': 'true' } },
    { 'x:A': 'a', 'x:B': 'true' },
    true,
  ],
  ['ForAnyValue: one fits', { 'ForAnyValue:StringEquals': { 'x:Key': 'a' } }, { 'x:Key': ['a', 'c'] }, true],
  ['ForAnyValue: none fits', { 'ForAnyValue:StringEquals': { 'x:Key': 'a' } }, { 'x:Key': ['c'] }, false],
  ['ForAnyValue: no values', { 'ForAnyValue:StringNotEquals': { 'x:Key': 'a' } }, {}, false],
  [
    'ForAllValues: one does not fit',
    { 'ForAllValues:StringEquals': { 'x:Key': ['a', 'b'] } },
    { 'x:Key': ['a', 'c'] },
    false,
  ],
  ['ForAllValues: all fit', { 'ForAllValues:StringLike': { 'x:Key': 'a*' } }, { 'x:Key': ['a', 'ab'] }, true],
  ['ForAllValues: no values', { 'ForAllValues:StringEquals': { 'x:Key': 'a' } }, {}, true],
  [
    'a variable in a value',
    { StringEquals: { 'x:Key': '${aws:username}' } },
    { 'x:Key': 'ann', 'aws:username': 'ann' },
    true,
  ],
])('%s', (_name, condition, keys, expected) => {
  expect(holds(condition, keys)).toBe(expected);
});
