import fc from 'fast-check';
import { judgeIdentity, lookupOf, parsePolicy, type IdentityPolicies, type Policy } from './index.js';

const APPLICATION = 'arn:aws:codedeploy:us-east-1:123456789012:application:shop';

function policy(...statements: object[]): Policy {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }));
  return parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'identity');
}

const only = (...identity: Policy[]): IdentityPolicies => ({ identity, boundary: null, session: [] });
const asked = (policies: IdentityPolicies, action: string, resource = '*', keys = {}) =>
  judgeIdentity(policies, { action, resource, context: lookupOf(keys) });
const allows = (statement: object, action: string, resource?: string, keys?: object) =>
  asked(only(policy(statement)), action, resource, keys).allowed;

it.each([
  ['the same name', 's3:GetObject', 's3:GetObject', true],
  ['another case', 'S3:getobject', 's3:GetObject', true],
  ['a star', 's3:Get*', 's3:GetObject', true],
  ['a star in the middle', 's3:*Object', 's3:GetObject', true],
  ['a question mark', 's3:Get?bject', 's3:GetObject', true],
  ['everything', '*', 's3:GetObject', true],
  ['another service', 'ec2:*', 's3:GetObject', false],
  ['the beginning only', 's3:Get', 's3:GetObject', false],
  ['a dot, which is no wildcard', 's3:Get.bject', 's3:GetObject', false],
])('an action fits %s', (_name, Action, action, expected) => {
  expect(allows({ Action }, action)).toBe(expected);
});

it.each([
  ['the very ARN', APPLICATION, APPLICATION, true],
  ['another case', APPLICATION.replace('shop', 'Shop'), APPLICATION, false],
  ['a star over colons and slashes', 'arn:aws:codedeploy:*', APPLICATION, true],
  ['a name with a slash where a colon belongs', APPLICATION.replace(':shop', '/shop'), APPLICATION, false],
  ['an ARN, for an action without resource types', APPLICATION, '*', false],
  ['everything, for an action without resource types', '*', '*', true],
])('a resource fits %s', (_name, Resource, resource, expected) => {
  expect(allows({ Action: 'codedeploy:*', Resource }, 'codedeploy:StopDeployment', resource)).toBe(expected);
});

it.each([
  ['NotAction grants everything else', { NotAction: 'iam:*' }, 's3:GetObject', true],
  ['NotAction does not grant what it names', { NotAction: 'iam:*' }, 'iam:GetUser', false],
])('%s', (_name, statement, action, expected) => {
  expect(allows(statement, action)).toBe(expected);
});

it('NotResource grants on everything else', () => {
  const statement = { Action: 's3:*', NotResource: 'arn:aws:s3:::secret/*', Resource: undefined };
  expect(allows(statement, 's3:GetObject', 'arn:aws:s3:::open/a')).toBe(true);
  expect(allows(statement, 's3:GetObject', 'arn:aws:s3:::secret/a')).toBe(false);
});

describe('policies together', () => {
  const allow = policy({ Action: 's3:*' });
  const deny = policy({ Effect: 'Deny', Action: 's3:DeleteObject' });
  const narrow = policy({ Action: 's3:Get*' });
  it.each([
    ['nothing allows', only(), 's3:GetObject', { reason: 'implicit-deny', by: 'identity-based' }],
    ['one denies', only(allow, deny), 's3:DeleteObject', { reason: 'explicit-deny', by: 'identity-based' }],
    [
      'the boundary is silent',
      { ...only(allow), boundary: narrow },
      's3:PutObject',
      { reason: 'implicit-deny', by: 'permissions boundary' },
    ],
    [
      'the session is silent',
      { ...only(allow), session: [narrow] },
      's3:PutObject',
      { reason: 'implicit-deny', by: 'session' },
    ],
    [
      'the session denies',
      { ...only(allow), session: [allow, deny] },
      's3:DeleteObject',
      { reason: 'explicit-deny', by: 'session' },
    ],
    [
      'the session alone allows',
      { ...only(), session: [allow] },
      's3:GetObject',
      { reason: 'implicit-deny', by: 'identity-based' },
    ],
  ] as const)('refuse when %s', (_name, policies, action, expected) => {
    expect(asked(policies, action)).toEqual({ allowed: false, ...expected });
  });

  it('allow what identity, boundary and session all allow', () => {
    expect(asked({ identity: [allow], boundary: narrow, session: [narrow] }, 's3:GetObject').allowed).toBe(true);
  });
});

describe('variables', () => {
  const home = { Action: 's3:*', Resource: 'arn:aws:s3:::home/${aws:username}/*' };
  it.each([
    ['the value', { 'aws:username': 'ann' }, 'arn:aws:s3:::home/ann/a', true],
    ['another value', { 'aws:username': 'bob' }, 'arn:aws:s3:::home/ann/a', false],
    ['no value', {}, 'arn:aws:s3:::home/ann/a', false],
    ['a star, letter by letter', { 'aws:username': '*' }, 'arn:aws:s3:::home/ann/a', false],
  ])('stand for %s', (_name, keys, resource, expected) => {
    expect(allows(home, 's3:GetObject', resource, keys)).toBe(expected);
  });

  it('have defaults, and forms for the wildcards themselves', () => {
    const Resource = ["arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/x", 'arn:aws:s3:::b/${*}'];
    const statement = { Action: 's3:*', Resource };
    expect(allows(statement, 's3:GetObject', 'arn:aws:s3:::none/x')).toBe(true);
    expect(allows(statement, 's3:GetObject', 'arn:aws:s3:::b/*')).toBe(true);
    expect(allows(statement, 's3:GetObject', 'arn:aws:s3:::b/c')).toBe(false);
  });

  it('are plain text in a policy of the older version', () => {
    const Statement = [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::${aws:username}' }];
    const old = parsePolicy(JSON.stringify({ Version: '2008-10-17', Statement }), 'identity');
    expect(asked(only(old), 's3:GetObject', 'arn:aws:s3:::ann', { 'aws:username': 'ann' }).allowed).toBe(false);
  });
});

describe('for any policies', () => {
  const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 'ec2:StopInstances', 'iam:PassRole');
  const pattern = fc.constantFrom('*', 's3:*', 's3:Get*', 'ec2:*', 'iam:PassRole', 's3:PutObject');
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.array(pattern, { minLength: 1, maxLength: 3 }),
    Resource: fc.constantFrom('*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::*'),
  });
  const policies = fc.array(
    fc.array(statement, { minLength: 1, maxLength: 4 }).map((all) => policy(...all)),
    { maxLength: 4 },
  );
  const resource = fc.constantFrom('*', 'arn:aws:s3:::a/k', 'arn:aws:s3:::b/k');

  it('the order of statements and policies does not matter', () => {
    fc.assert(
      fc.property(policies, action, resource, (all, name, arn) => {
        const turned = all.map((one) => ({ ...one, statements: [...one.statements].reverse() })).reverse();
        expect(asked(only(...turned), name, arn)).toEqual(asked(only(...all), name, arn));
      }),
    );
  });

  it('one more deny never allows more, one more allow never refuses more', () => {
    fc.assert(
      fc.property(policies, statement, action, resource, (all, more, name, arn) => {
        const before = asked(only(...all), name, arn).allowed;
        const after = asked(only(...all, policy(more)), name, arn).allowed;
        expect(more.Effect === 'Deny' ? before || !after : after || !before).toBe(true);
      }),
    );
  });

  it('a boundary or session policy never allows more', () => {
    fc.assert(
      fc.property(policies, policies, action, resource, (all, session, name, arn) => {
        const wide = asked(only(...all), name, arn).allowed;
        const bounded = asked({ ...only(...all), boundary: session[0] ?? null, session }, name, arn).allowed;
        expect(wide || !bounded).toBe(true);
      }),
    );
  });
});
