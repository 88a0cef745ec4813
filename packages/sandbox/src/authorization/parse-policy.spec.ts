import { MalformedPolicy, parsePolicy, type PolicyUse } from './index.js';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

it('reads one statement as well as a list, and single values as lists', () => {
  const one = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), 'identity');
  expect(one).toEqual(parsePolicy(JSON.stringify(document(statement)), 'identity'));
  expect(one.statements[0]).toMatchObject({ action: { not: false, values: ['s3:GetObject'] }, principal: null });
});

it.each<[string, unknown, PolicyUse, RegExp]>([
  ['a list', [], 'identity', /Json/],
  ['no statement', { Version: '2012-10-17' }, 'identity', /Syntax/],
  ['an empty list of statements', document(), 'identity', /Syntax/],
  ['another version', { ...document(statement), Version: '2026-01-01' }, 'identity', /version/],
  ['an unknown member', { ...document(statement), Statements: [] }, 'identity', /Syntax/],
  ['an unknown member of a statement', document({ ...statement, Actions: 's3:*' }), 'identity', /Syntax/],
  ['no effect', document({ ...statement, Effect: undefined }), 'identity', /Syntax/],
  ['no action', document({ ...statement, Action: undefined }), 'identity', /must contain actions/],
  ['an empty action', document({ ...statement, Action: [] }), 'identity', /must contain actions/],
  ['an action without a service', document({ ...statement, Action: 'GetObject' }), 'identity', /vendor/],
  ['Action and NotAction', document({ ...statement, NotAction: 's3:*' }), 'identity', /Syntax/],
  ['no resource', document({ ...statement, Resource: undefined }), 'identity', /must contain resources/],
  ['a resource that is no ARN', document({ ...statement, Resource: 'bucket' }), 'identity', /ARN format/],
  ['a principal', document({ ...statement, Principal: '*' }), 'identity', /principal/],
  ['a repeated Sid', document({ ...statement, Sid: 'A' }, { ...statement, Sid: 'A' }), 'identity', /unique/],
  ['a Sid with a blank', document({ ...statement, Sid: 'A b' }), 'identity', /alpha-numeric/],
  [
    'an unknown operator',
    document({ ...statement, Condition: { Equals: { 'a:b': 'c' } } }),
    'identity',
    /Invalid Condition type/,
  ],
  [
    'a key without a service',
    document({ ...statement, Condition: { Bool: { secure: 'true' } } }),
    'identity',
    /prefix/,
  ],
  ['no principal', document({ ...trust, Principal: undefined }), 'trust', /Principal/],
  ['an unknown kind of principal', document({ ...trust, Principal: { Person: 'ann' } }), 'trust', /Invalid principal/],
  ['a resource', document({ ...trust, Resource: '*' }), 'trust', /prohibited field Resource/],
])('refuses %s', (_name, value, use, message) => {
  const read = () => parsePolicy(JSON.stringify(value), use);
  expect(read).toThrow(MalformedPolicy);
  expect(read).toThrow(message);
});
