/** What the Web API answered instead of doing it. */
export class SlackTrouble extends Error {
  constructor(
    /** Slack's own word, such as `message_not_found`; `unreachable` when there was no answer. */
    readonly code: string,
    readonly details: {
      readonly needed?: string;
      readonly retryAfterMs?: number;
      /** What is wrong with the blocks, in Slack's words. */
      readonly problems?: readonly string[];
    } = {},
  ) {
    super([code, ...(details.needed ? [details.needed] : (details.problems ?? []))].join(': '));
  }
}

export function slackCode(error: unknown): string {
  return error instanceof SlackTrouble ? error.code : 'unreachable';
}

interface ClientError {
  readonly code?: string;
  readonly retryAfter?: number;
  readonly data?: {
    readonly error?: string;
    readonly needed?: string;
    readonly response_metadata?: { readonly messages?: readonly string[] };
  };
}

/** The client's errors in our word. They never carry the token. */
export function toTrouble(error: unknown): SlackTrouble {
  const { code, retryAfter, data } = (error ?? {}) as ClientError;
  if (code === 'slack_webapi_rate_limited_error')
    return new SlackTrouble('ratelimited', { retryAfterMs: (retryAfter ?? 1) * 1_000 });
  if (code !== 'slack_webapi_platform_error') return new SlackTrouble('unreachable');
  return new SlackTrouble(data?.error ?? 'unknown', {
    needed: data?.needed,
    problems: data?.response_metadata?.messages,
  });
}
