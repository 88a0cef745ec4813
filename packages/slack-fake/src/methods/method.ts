import type { Tier } from '../rate-limits.js';
import type { Json } from '../types.js';
import type { Workspace } from '../workspace.js';

/** One method of the Web API. */
export interface Method {
  readonly tier: Tier;
  /** Scope of the bot token that it asks for; null for none. */
  readonly scope: string | null;
  readonly token: 'bot' | 'app';
  /** @throws SlackFailure with Slack's own error code. */
  run(workspace: Workspace, args: Json, context: { readonly origin: string }): Json;
}
