import { NEEDED_SCOPES, WANTED_SCOPES } from './self-check.js';

type Value = string | boolean | readonly Value[] | { readonly [key: string]: Value };

export interface ManifestOptions {
  readonly command: string;
  /** Public address of the bot, such as `https://bot.example.com`; null for Socket Mode, which needs none. */
  readonly url: string | null;
}

/** What Slack is told about the app: the one source of its scopes, events and commands. */
export function manifestOf({ command, url }: ManifestOptions): Value {
  const endpoint = url ? `${url.replace(/\/+$/, '')}/slack/events` : null;
  const requestUrl: Record<string, Value> = endpoint ? { request_url: endpoint } : {};
  return {
    display_information: {
      name: 'Bluegreen',
      description: 'Deploys, switches and rolls back blue-green environments',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: false },
      bot_user: { display_name: 'bluegreen', always_online: true },
      slash_commands: [
        {
          command,
          ...(endpoint ? { url: endpoint } : {}),
          description: 'Deploy, switch, roll back, or ask how things stand',
          usage_hint: '[environment] [blue|green|idle] [release] | status | help',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...NEEDED_SCOPES, ...Object.keys(WANTED_SCOPES)].sort() } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: ['app_home_opened', 'app_mention'] },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: endpoint === null,
      token_rotation_enabled: false,
    },
  };
}

/** The manifest as YAML that Slack's "From a manifest" takes. */
export function manifestYaml(options: ManifestOptions): string {
  return `${yaml(manifestOf(options), '')}\n`;
}

function yaml(value: Value, indent: string): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (Array.isArray(value))
    return (value as readonly Value[]).map((item) => `${indent}- ${yaml(item, `${indent}  `).trimStart()}`).join('\n');
  return Object.entries(value)
    .map(([key, member]) =>
      typeof member === 'object'
        ? `${indent}${key}:\n${yaml(member, `${indent}  `)}`
        : `${indent}${key}: ${yaml(member, '')}`,
    )
    .join('\n');
}
