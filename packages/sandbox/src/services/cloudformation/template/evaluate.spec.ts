import { evaluate, evaluated, judge, NO_VALUE, UNKNOWN, type Scope } from './evaluate.js';
import type { Json } from './json.js';

const values: Record<string, Json> = { Name: 'shop', Port: 80, List: ['a', 'b'], Later: UNKNOWN };
const scope: Scope = {
  ref: (name) => (name === 'AWS::NoValue' ? NO_VALUE : name === 'AWS::Region' ? 'us-east-1' : (values[name] ?? null)),
  attribute: (resource, attribute) => `${resource}#${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (map, top, second) => (map === 'Sizes' && top === 'small' && second === 'cpu' ? '1' : undefined),
  importedValue: (name) => `imported ${name}`,
  zones: (region) => [`${region}a`, `${region}b`],
};

it.each<[Json, Json]>([
  [{ Ref: 'Name' }, 'shop'],
  [{ 'Fn::GetAtt': ['One', 'Arn'] }, 'One#Arn'],
  [{ 'Fn::GetAtt': 'One.Nested.Arn' }, 'One#Nested.Arn'],
  [{ 'Fn::Sub': 'x-${Name}-${One.Arn}-${!Literal}' }, 'x-shop-One#Arn-${Literal}'],
  [{ 'Fn::Sub': ['${Own}/${Name}', { Own: { Ref: 'Port' } }] }, '80/shop'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Port' }, { Ref: 'AWS::NoValue' }]] }, 'a-80'],
  [{ 'Fn::Join': ['+', { Ref: 'List' }] }, 'a+b'],
  [{ 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
  [{ 'Fn::Split': ['/', 'a/b/c'] }, ['a', 'b', 'c']],
  [{ 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Later' }] }] }, UNKNOWN],
  [{ 'Fn::Sub': 'arn:${Later}' }, `arn:${UNKNOWN}`],
  [{ 'Fn::If': ['Yes', 'y', { Ref: 'Nowhere' }] }, 'y'],
  [{ 'Fn::If': ['No', 'y', { Ref: 'Name' }] }, 'shop'],
  [{ 'Fn::FindInMap': ['Sizes', 'small', 'cpu'] }, '1'],
  [{ 'Fn::Base64': { 'Fn::Sub': '#!/bin/sh ${Name}' } }, Buffer.from('#!/bin/sh shop').toString('base64')],
  [{ 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b']],
  [{ 'Fn::GetAZs': 'eu-west-1' }, ['eu-west-1a', 'eu-west-1b']],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 3, '12'] }, ['10.0.0.0/20', '10.0.16.0/20', '10.0.32.0/20']],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '${Name}-vpc' } }, 'imported shop-vpc'],
  [
    { a: [{ Ref: 'AWS::NoValue' }, 1], b: { Ref: 'AWS::NoValue' }, c: { d: { Ref: 'Port' } } },
    { a: [1], c: { d: 80 } },
  ],
])('carries out %j', (value, expected) => {
  expect(evaluate(value, scope)).toEqual(expected);
});

it('leaves a value that is none to whoever holds it', () => {
  expect(evaluated({ 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, scope)).toBe(NO_VALUE);
});

it.each<[Json, boolean]>([
  [{ 'Fn::Equals': [{ Ref: 'Port' }, '80'] }, true],
  [{ 'Fn::Not': [{ Condition: 'Yes' }] }, false],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': ['a', 'a'] }] }, true],
  [{ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': ['a', 'b'] }] }, false],
])('judges %j', (value, expected) => {
  expect(judge(value, scope)).toBe(expected);
});

it.each<[Json, RegExp]>([
  [{ 'Fn::Select': [2, { Ref: 'List' }] }, /^Template error: Fn::Select cannot select nonexistent value at index 2$/],
  [{ 'Fn::FindInMap': ['Sizes', 'big', 'cpu'] }, /^Template error: Unable to get mapping for Sizes::big::cpu$/],
  [{ 'Fn::Transform': {} }, /does not implement it/],
  [{ 'Fn::Sub': '${a b}' }, /variable names in Fn::Sub/],
  [{ 'Fn::Join': ['-'] }, /Fn::Join requires a list argument/],
  [{ 'Fn::Cidr': ['10.0.0.0/30', 4, '8'] }, /cannot hold 4 blocks/],
  [{ 'Fn::Cidr': ['ten', 4, '8'] }, /is no IPv4 block/],
])('refuses %j', (value, message) => {
  expect(() => evaluate(value, scope)).toThrow(message);
});
