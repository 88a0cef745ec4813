import { escapeWord } from '../blocks/mrkdwn.js';
import type { Command, Parsed } from '../commands/command.js';
import { may, NEEDS, type Deed } from '../policy/policy.js';
import { wordsOf } from '../words/words.js';
import type { Facts, Intent } from './intents.js';

/** What to do about a slash command or a mention. Pure. */
export function onCommand(parsed: Parsed, facts: Facts): Intent {
  const words = wordsOf(facts.person.language);
  if (!parsed.ok) {
    const { code, given, suggestions } = parsed.problem;
    const problem = { code, given: escapeWord(given), suggestions };
    return { kind: 'refuse', code, text: words.misunderstood(problem, facts.command) };
  }
  const { command } = parsed;
  return forbidden(command.kind, environmentOf(command), facts) ?? intentOf(command, facts);
}

/** The environment that a command is about; null for those about none. */
export function environmentOf(command: Command): string | null {
  return command.kind === 'help' ? null : command.environment;
}

/** A refusal when the person's role does not reach. Pure. */
export function forbidden(deed: Deed, environment: string | null, facts: Facts): Intent | null {
  const { finding, person } = facts;
  if (deed === 'help' || environment === null || may(finding.role, deed)) return null;
  const words = wordsOf(person.language);
  const trouble = finding.trouble ? ` ${words.groupTrouble(finding.trouble)}` : '';
  const text = words.forbidden(deed, NEEDS[deed], finding.role, environment, facts.command) + trouble;
  return { kind: 'refuse', code: finding.trouble === 'missing_scope' ? 'SCOPE_MISSING' : 'FORBIDDEN', text };
}

function intentOf(command: Command, { finding }: Facts): Intent {
  switch (command.kind) {
    case 'help':
      return { kind: 'help' };
    case 'form':
      return { kind: 'form', environment: command.environment };
    case 'deploy':
    case 'switch': {
      const release = command.kind === 'deploy' ? command.release : null;
      const { environment, to } = command;
      return { kind: 'open', verb: command.kind, environment, to, release, confirmed: null };
    }
    case 'rollback':
      return {
        kind: 'open',
        verb: 'rollback',
        environment: command.environment,
        to: 'idle',
        release: null,
        confirmed: null,
      };
    case 'plan':
      return { kind: 'read', what: 'plan', environment: command.environment, to: command.to, release: command.release };
    case 'status':
    case 'history':
    case 'who':
      return { kind: 'read', what: command.kind, environment: command.environment, to: 'idle', release: null };
    case 'lock':
      return { kind: 'lock', environment: command.environment, reason: command.reason };
    case 'unlock':
      return { kind: 'unlock', environment: command.environment, anyones: finding.role === 'admin' };
  }
}
