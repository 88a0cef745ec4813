import type { BotConfig } from './config.js';
import type { Engines } from './engines.js';
import { ROLES } from './policy/policy.js';
import type { SlackPort } from './slack/slack-port.js';
import { SlackTrouble } from './slack/trouble.js';
import { wordsOf } from './words/words.js';

/** Scopes without which nothing works. */
export const NEEDED_SCOPES = ['commands', 'chat:write'] as const;
/** Scopes without which something is missing, and what. */
export const WANTED_SCOPES: Readonly<Record<string, string>> = {
  'app_mentions:read': 'naming the bot in threads does nothing',
  'users:read': 'everybody is spoken to in English, and named by id',
  'usergroups:read': 'roles from user groups count for nobody',
};

export interface Findings {
  /** The bot cannot work. */
  readonly fatal: readonly string[];
  /** It works, with something missing. */
  readonly warnings: readonly string[];
}

/** What is wrong before anybody asks for anything: token, scopes, roles, environments. */
export async function selfCheck(config: BotConfig, slack: SlackPort, engines: Engines): Promise<Findings> {
  const fatal: string[] = [];
  const warnings: string[] = [];
  const groups = config.environments.some(({ roles }) =>
    ROLES.some((role) => roles[role].some((id) => id.startsWith('S'))),
  );
  try {
    const scopes = await slack.scopes();
    for (const scope of NEEDED_SCOPES) {
      if (!scopes.includes(scope))
        fatal.push(`The bot token lacks the scope ${scope}: add it from manifest.yaml and install the app again.`);
    }
    for (const [scope, effect] of Object.entries(WANTED_SCOPES)) {
      if (!scopes.includes(scope) && (scope !== 'usergroups:read' || groups))
        warnings.push(`The bot token lacks the scope ${scope}: ${effect}.`);
    }
  } catch (error) {
    const trouble = error instanceof SlackTrouble ? error : new SlackTrouble('unreachable');
    fatal.push(`Slack refused auth.test (${trouble.code}). ${wordsOf('en').slackTrouble(trouble.code, null)}`);
  }
  for (const { name, roles, approvals } of config.environments) {
    if (ROLES.slice(1).every((role) => roles[role].length === 0))
      warnings.push(`${name}: nobody has the role deployer, approver or admin, so nobody can change anything.`);
    if (approvals > 0 && roles.approver.length + roles.admin.length === 0)
      warnings.push(`${name}: ${approvals} approvals are wanted, and nobody may approve.`);
    await engines.reader(name).catch((error: unknown) => {
      warnings.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  return { fatal, warnings };
}
