/** The bot token in use. Tokens are rotated and revoked while a bot runs, so it is read anew once Slack refuses it. */
export interface BotToken {
  current(): string;
  /** Whether there is another token than the one that was refused by now. */
  renew(refused: string): boolean;
}

/** Slack's words for a token that it does not take, or takes no more. */
const REFUSED = new Set(['token_revoked', 'token_expired', 'invalid_auth', 'account_inactive', 'not_authed']);

export function isTokenRefused(code: string): boolean {
  return REFUSED.has(code);
}

/** @param read the token as it stands at its source now; null where it cannot be read. */
export function createBotToken(first: string, read: () => string | null): BotToken {
  let token = first;
  return {
    current: () => token,
    renew(refused) {
      // Several calls may have met the same refusal; the first of them has renewed it.
      if (token === refused) token = read() ?? token;
      return token !== refused;
    },
  };
}
