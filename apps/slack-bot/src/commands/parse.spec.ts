import { parseCommand } from './parse.js';

const parse = (text: string) => parseCommand(text, ['production', 'staging']);

it.each([
  ['', { kind: 'form', environment: 'production' }],
  ['green', { kind: 'deploy', environment: 'production', to: 'green', release: null }],
  ['v2', { kind: 'deploy', environment: 'production', to: 'idle', release: 'v2' }],
  ['staging', { kind: 'deploy', environment: 'staging', to: 'idle', release: null }],
  ['staging blue 1.4.0+build', { kind: 'deploy', environment: 'staging', to: 'blue', release: '1.4.0+build' }],
  ['deploy staging GREEN v2', { kind: 'deploy', environment: 'staging', to: 'green', release: 'v2' }],
  ['  staging   idle  v2 ', { kind: 'deploy', environment: 'staging', to: 'idle', release: 'v2' }],
  ['Status', { kind: 'status', environment: 'production' }],
  ['history staging', { kind: 'history', environment: 'staging' }],
  ['switch', { kind: 'switch', environment: 'production', to: 'idle' }],
  ['shift staging green', { kind: 'switch', environment: 'staging', to: 'green' }],
  ['plan blue', { kind: 'plan', environment: 'production', to: 'blue', release: null }],
  ['plan staging green v2', { kind: 'plan', environment: 'staging', to: 'green', release: 'v2' }],
  ['rollback staging', { kind: 'rollback', environment: 'staging' }],
  ['lock staging data migration', { kind: 'lock', environment: 'staging', reason: 'data migration' }],
  ['lock data migration', { kind: 'lock', environment: 'production', reason: 'data migration' }],
  ['unlock', { kind: 'unlock', environment: 'production' }],
  ['help me please', { kind: 'help' }],
])('understands "%s"', (text, command) => {
  expect(parse(text)).toEqual({ ok: true, command });
});

it.each([
  ['stagin green', 'ENVIRONMENT_UNKNOWN', 'stagin', ['staging']],
  ['stagin', 'ENVIRONMENT_UNKNOWN', 'stagin', ['staging']],
  ['qa green v2', 'ENVIRONMENT_UNKNOWN', 'qa', ['production', 'staging']],
  ['status qa', 'ENVIRONMENT_UNKNOWN', 'qa', ['production', 'staging']],
  ['lock stagin', 'ENVIRONMENT_UNKNOWN', 'stagin', ['staging']],
  ['greeen', 'COLOR_INVALID', 'greeen', ['green']],
  ['switch staging purple', 'COLOR_INVALID', 'purple', ['blue', 'green', 'idle']],
  ['statsu', 'USAGE_INVALID', 'statsu', ['status']],
  ['staging green v2 now', 'USAGE_INVALID', 'now', []],
  ['switch green blue', 'USAGE_INVALID', 'blue', []],
  ['green v2;rm', 'RELEASE_INVALID', 'v2;rm', []],
  ['green a/b', 'RELEASE_INVALID', 'a/b', []],
  ['shift 10', 'SHIFT_PARTIAL', '10', []],
  ['lock', 'REASON_MISSING', '', []],
])('explains "%s"', (text, code, given, suggestions) => {
  expect(parse(text)).toEqual({ ok: false, problem: { code, given, suggestions } });
});

it('cuts what it repeats', () => {
  const parsed = parse(`green ${'x'.repeat(5_000)}`);
  expect(parsed).toMatchObject({ ok: false, problem: { given: 'x'.repeat(100) } });
});
