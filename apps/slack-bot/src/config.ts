import { readFileSync } from 'node:fs';
import type { Environment, Role } from './policy/policy.js';
import { ROLES } from './policy/policy.js';

/** All settings of one bot process. Tokens stand here and nowhere else. */
export interface BotConfig {
  /** `xoxb-…` */
  readonly botToken: string;
  /** The token as its file holds it now, null where that cannot be read; absent: it came from a variable. */
  readonly readBotToken?: () => string | null;
  /** How Slack reaches the bot: signed requests to a port, or a connection that the bot opens itself. */
  readonly transport:
    | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number; readonly host: string }
    | { readonly kind: 'socket'; readonly appToken: string };
  /** The slash command, such as `/deploy`; other bots may claim that name. */
  readonly command: string;
  /** The first is the one meant when none is named. */
  readonly environments: readonly Environment[];
  /** Ends in `/api/`; absent: Slack's own. */
  readonly apiUrl?: string;
}

/** What is wrong with the settings, all at once. */
export class ConfigProblems extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const NAME = /^[a-z][a-z0-9-]{0,30}$/;
const COMMAND = /^\/[a-z][a-z0-9_-]{0,30}$/;
const MEMBER = /^(\*|[UWS][A-Z0-9]{2,20})$/;
const DEFAULT_PORT = 3_000;
const DEFAULT_MINUTES = 30;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Settings from variables: SLACK_BOT_TOKEN; SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP, with PORT), each
 * also as the path of a file that holds it, such as SLACK_BOT_TOKEN_FILE, which is read again when Slack refuses the token;
 * BLUEGREEN_SLACK_FILE, a JSON file with `command` and `environments`; without it the one environment of
 * BLUEGREEN_ENVIRONMENT (default production), where everybody may look and nobody may act.
 *
 * @throws ConfigProblems
 */
export function readConfig(env: Variables, readFile = (path: string) => readFileSync(path, 'utf8')): BotConfig {
  const problems: string[] = [];
  const secrets = secretsOf(env, readFile, problems);
  const botToken = secrets['SLACK_BOT_TOKEN'] ?? '';
  if (!botToken.startsWith('xoxb-'))
    problems.push('SLACK_BOT_TOKEN is missing: the bot token (xoxb-…) of "OAuth & Permissions".');
  const transport = transportOf({ ...env, ...secrets }, problems);
  const file = fileOf(env, readFile, problems);
  const command = typeof file['command'] === 'string' ? file['command'] : '/deploy';
  if (!COMMAND.test(command))
    problems.push(`command: "${command}" is no slash command; use lower-case letters after "/".`);
  const environments = environmentsOf(file['environments'], env, problems);
  if (problems.length > 0 || !transport) throw new ConfigProblems(problems);
  const apiUrl = env['SLACK_API_URL'];
  const path = env['SLACK_BOT_TOKEN_FILE'];
  const readBotToken = () => secretIn(path ?? '', readFile);
  return {
    botToken,
    ...(path ? { readBotToken } : {}),
    transport,
    command,
    environments,
    ...(apiUrl ? { apiUrl } : {}),
  };
}

const SECRETS = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'] as const;

/** Secrets that stand in files, as whatever keeps them mounts them; what is in no file stays in its variable. */
function secretsOf(env: Variables, readFile: (path: string) => string, problems: string[]): Variables {
  return Object.fromEntries(
    SECRETS.map((name) => {
      const path = env[`${name}_FILE`];
      if (!path) return [name, env[name]];
      const secret = secretIn(path, readFile);
      if (secret === null) problems.push(`${name}_FILE: ${path} cannot be read, or is empty.`);
      return [name, secret ?? undefined];
    }),
  );
}

function secretIn(path: string, readFile: (path: string) => string): string | null {
  try {
    return readFile(path).trim() || null;
  } catch {
    return null;
  }
}

function transportOf(env: Variables, problems: string[]): BotConfig['transport'] | null {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  if (appToken) {
    if (appToken.startsWith('xapp-')) return { kind: 'socket', appToken };
    problems.push('SLACK_APP_TOKEN must be an app-level token (xapp-…) with the scope connections:write.');
    return null;
  }
  if (!signingSecret) {
    problems.push(
      'Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set: Slack cannot reach the bot.',
    );
    return null;
  }
  const port = Number(env['PORT'] ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push(`PORT: "${env['PORT']}" is no port.`);
  return { kind: 'http', signingSecret, port, host: env['HOST'] ?? '0.0.0.0' };
}

function fileOf(
  env: Variables,
  readFile: (path: string) => string,
  problems: string[],
): Readonly<Record<string, unknown>> {
  const path = env['BLUEGREEN_SLACK_FILE'];
  if (!path) return {};
  try {
    return objectOf(path, JSON.parse(readFile(path)), problems);
  } catch (error) {
    problems.push(`${path} cannot be read: ${(error as Error).message}`);
    return {};
  }
}

function environmentsOf(given: unknown, env: Variables, problems: string[]): Environment[] {
  const fallback = { [env['BLUEGREEN_ENVIRONMENT'] ?? 'production']: { roles: { viewer: ['*'] } } };
  const entries = Object.entries(objectOf('environments', given ?? fallback, problems));
  if (entries.length === 0) problems.push('environments: name at least one.');
  return entries.map(([name, value]) => {
    const settings = objectOf(name, value, problems);
    if (!NAME.test(name)) problems.push(`environments: "${name}" is no name of an environment.`);
    const approvals = settings['approvals'] ?? 0;
    const minutes = settings['approvalMinutes'] ?? DEFAULT_MINUTES;
    if (!isCount(approvals, 0, 9)) problems.push(`${name}.approvals: give a whole number from 0 to 9.`);
    if (!isCount(minutes, 1, 1_440)) problems.push(`${name}.approvalMinutes: give minutes from 1 to 1440.`);
    const roles = rolesOf(name, settings['roles'], problems);
    return { name, roles, approvals: Number(approvals), approvalMinutes: Number(minutes) };
  });
}

function rolesOf(name: string, given: unknown, problems: string[]): Environment['roles'] {
  const roles = objectOf(`${name}.roles`, given ?? {}, problems);
  for (const role of Object.keys(roles)) {
    if (!ROLES.includes(role as Role)) problems.push(`${name}.roles: "${role}" is none of ${ROLES.join(', ')}.`);
  }
  const membersOf = (role: Role): readonly string[] => {
    const list = roles[role] ?? [];
    if (!Array.isArray(list)) problems.push(`${name}.roles.${role}: give a list.`);
    const members = Array.isArray(list) ? list.map(String) : [];
    for (const member of members) {
      if (!MEMBER.test(member))
        problems.push(`${name}.roles.${role}: "${member}" is neither a user (U…), a user group (S…) nor "*".`);
    }
    return members;
  };
  return Object.fromEntries(ROLES.map((role) => [role, membersOf(role)])) as unknown as Environment['roles'];
}

function objectOf(what: string, value: unknown, problems: string[]): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  problems.push(`${what}: give an object.`);
  return {};
}

function isCount(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
