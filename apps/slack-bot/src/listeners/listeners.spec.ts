import type { ButtonName } from '../blocks/button.js';
import { parseCommand } from '../commands/parse.js';
import type { Role } from '../policy/policy.js';
import { PRODUCTION } from '../testing/environment.js';
import { sampleTicket } from '../testing/sample-ticket.js';
import type { ClickFacts } from './intents.js';
import { onClick } from './on-click.js';
import { onCommand } from './on-command.js';
import { onSubmit } from './on-submit.js';

const facts = (role: Role | null, trouble: string | null = null): ClickFacts => ({
  command: '/deploy',
  environments: [PRODUCTION],
  person: { id: 'U0JANE', name: 'jane', language: 'en' },
  finding: { role, trouble },
  ticket: sampleTicket(),
});
const PRESSED = { environment: 'production', ticket: sampleTicket().id, hash: 'abababababababab' };

it.each<[string, Role | null, object]>([
  ['status', 'viewer', { kind: 'read', what: 'status', environment: 'production' }],
  ['status', null, { kind: 'refuse', code: 'FORBIDDEN' }],
  ['help', null, { kind: 'help' }],
  ['', 'viewer', { kind: 'form' }],
  ['green v2', 'viewer', { kind: 'refuse', code: 'FORBIDDEN' }],
  ['green v2', 'deployer', { kind: 'open', verb: 'deploy', to: 'green', release: 'v2', confirmed: null }],
  ['rollback', 'approver', { kind: 'open', verb: 'rollback', confirmed: null }],
  ['unlock', 'deployer', { kind: 'unlock', anyones: false }],
  ['unlock', 'admin', { kind: 'unlock', anyones: true }],
  ['gren', null, { kind: 'refuse', code: 'COLOR_INVALID' }],
])('decides on "%s" of a %s', (text, role, intent) => {
  expect(onCommand(parseCommand(text, ['production']), facts(role))).toMatchObject(intent);
});

it.each<[ButtonName, Role | null, object]>([
  ['switch', 'viewer', { kind: 'refuse', code: 'FORBIDDEN' }],
  ['switch', 'deployer', { kind: 'change', button: 'switch' }],
  ['approve', 'deployer', { kind: 'refuse', code: 'FORBIDDEN' }],
  ['approve', 'approver', { kind: 'change', button: 'approve' }],
  ['details', 'viewer', { kind: 'details' }],
  ['rollback', 'deployer', { kind: 'refuse', code: 'NOT_WAITING' }],
])('decides on the button %s pressed by a %s', (button, role, intent) => {
  expect(onClick(button, PRESSED, facts(role))).toMatchObject(intent);
});

it('takes the way back that the message named', () => {
  const outcome = { changed: true, from: 'blue', live: 'green', release: null, elapsedMs: 1 } as const;
  const ticket = sampleTicket({ state: 'done', outcome });
  expect(onClick('rollback', PRESSED, { ...facts('deployer'), ticket })).toMatchObject({
    verb: 'rollback',
    confirmed: 'blue',
  });
});

it('says which scope keeps a role from counting', () => {
  expect(onCommand(parseCommand('switch', ['production']), facts('viewer', 'missing_scope'))).toMatchObject({
    code: 'SCOPE_MISSING',
    text: expect.stringContaining('usergroups:read'),
  });
});

it('reads the form as the command that it stands for', () => {
  const chosen = (value: string) => ({ selected_option: { value } });
  const form = (release: string) =>
    onSubmit(
      {
        environment: { environment: chosen('production') },
        color: { color: chosen('green') },
        release: { release: chosen(release) },
      },
      ['production'],
    );
  expect(form('v2')).toMatchObject({
    text: 'deploy production green v2',
    parsed: { command: { kind: 'deploy', release: 'v2' } },
  });
  expect(form('-')).toMatchObject({
    text: 'switch production green',
    parsed: { command: { kind: 'switch', to: 'green' } },
  });
});
