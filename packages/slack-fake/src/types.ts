/** What the fake Slack is made of, in the words of Slack's own API. */

export type Json = Record<string, unknown>;

export interface SlackUser {
  /** Such as `U0JANE`. */
  readonly id: string;
  readonly name: string;
  /** Such as `ko-KR`. Default `en-US`. */
  readonly locale?: string;
  readonly bot?: boolean;
}

export interface SlackChannel {
  /** Such as `C0DEPLOYS`. */
  readonly id: string;
  readonly name: string;
  /** Whether the bot was invited. Default true. */
  readonly botIsMember?: boolean;
}

export interface SlackUserGroup {
  /** Such as `S0DEPLOYERS`. */
  readonly id: string;
  readonly handle: string;
  readonly users: readonly string[];
}

export interface SlackFakeOptions {
  readonly signingSecret: string;
  /** `xoxb-…` */
  readonly botToken: string;
  /** `xapp-…`; without it nobody can open a Socket Mode connection. */
  readonly appToken?: string;
  readonly users?: readonly SlackUser[];
  readonly channels?: readonly SlackChannel[];
  readonly userGroups?: readonly SlackUserGroup[];
  /** Scopes of the bot token. Default: every scope that a known method asks for. */
  readonly scopes?: readonly string[];
  /** User groups are a paid feature: `free` answers plan_upgrade_required. Default `paid`. */
  readonly plan?: 'free' | 'paid';
  /** Milliseconds since the epoch, for rate limits, expiry and time stamps. Default: the system's. */
  readonly now?: () => number;
  /** Whether methods are limited by their tier. Default true. */
  readonly rateLimits?: boolean;
  /** When an event that was not acknowledged is sent again, in ms after the try before. Default at once, 1 min, 5 min. */
  readonly eventRetryDelaysMs?: readonly number[];
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  /** How often it was edited. */
  readonly edits: number;
  readonly deleted: boolean;
}

/** A message that one person alone sees: chat.postEphemeral, or an answer to a response_url. */
export interface SlackEphemeral {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly via: 'chat.postEphemeral' | 'response_url';
}

export interface SlackView {
  readonly id: string;
  readonly hash: string;
  /** Who looks at it. */
  readonly user: string;
  readonly view: Json;
}

/** One call of the Web API. */
export interface RecordedCall {
  readonly method: string;
  readonly args: Json;
  /** `ok`, or Slack's error code. */
  readonly outcome: string;
  readonly at: number;
}
