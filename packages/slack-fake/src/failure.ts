import type { Json } from './types.js';

/** An answer with `ok: false`, as Slack words it. */
export class SlackFailure extends Error {
  constructor(
    readonly code: string,
    readonly extra: Json = {},
    readonly status = 200,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

export function fail(code: string, extra: Json = {}): never {
  throw new SlackFailure(code, extra);
}
