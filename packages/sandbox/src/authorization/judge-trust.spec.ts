import { judgeTrust, lookupOf, parsePolicy } from './index.js';

const ROLE = 'arn:aws:iam::1:role/deployer';
const user = { arns: ['arn:aws:iam::1:user/ann'], account: '1', federated: null };
const session = {
  arns: ['arn:aws:sts::1:assumed-role/ci/job', 'arn:aws:iam::1:role/ci'],
  account: '1',
  federated: null,
};
const token = { arns: [], account: null, federated: 'arn:aws:iam::1:oidc-provider/gitlab.example' };

it.each([
  ['a user by name', { AWS: 'arn:aws:iam::1:user/ann' }, user, 'self'],
  ['another user', { AWS: 'arn:aws:iam::1:user/bob' }, user, null],
  ['everybody', '*', user, 'self'],
  ['the account by its root', { AWS: 'arn:aws:iam::1:root' }, user, 'account'],
  ['the account by its number', { AWS: ['2', '1'] }, user, 'account'],
  ['another account', { AWS: '2' }, user, null],
  ['a session by its role', { AWS: 'arn:aws:iam::1:role/ci' }, session, 'self'],
  ['a session by its own name', { AWS: 'arn:aws:sts::1:assumed-role/ci/job' }, session, 'self'],
  ['a service, which a user is not', { Service: 'ec2.amazonaws.com' }, user, null],
  ['a provider', { Federated: 'arn:aws:iam::1:oidc-provider/gitlab.example' }, token, 'self'],
  ['another provider', { Federated: 'arn:aws:iam::1:oidc-provider/other.example' }, token, null],
  ['everybody, which a web identity is not', '*', token, null],
])('trusts %s', (_name, Principal, asker, expected) => {
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole*' }];
  const trust = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'trust');
  const request = { action: 'sts:AssumeRole', resource: ROLE, context: lookupOf({}) };
  expect(judgeTrust(trust, asker, request)).toBe(expected);
});

it('refuses whom it denies, and whom NotPrincipal leaves over', () => {
  const Statement = [
    { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
    { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::1:user/ann' }, Action: 'sts:AssumeRole' },
  ];
  const trust = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'trust');
  const request = { action: 'sts:AssumeRole', resource: ROLE, context: lookupOf({}) };
  expect([judgeTrust(trust, user, request), judgeTrust(trust, session, request)]).toEqual(['self', 'denied']);
});
