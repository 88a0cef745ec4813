import type { IncomingMessage } from 'node:http';
import { fail, SlackFailure } from './failure.js';
import { ALL_SCOPES, METHODS } from './methods/index.js';
import type { RateLimits } from './rate-limits.js';
import type { Json } from './types.js';
import { stringOf } from './validate/problems.js';
import type { Workspace } from './workspace.js';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** One call: token, scope, rate, then the method itself, in Slack's order. */
export function callMethod(
  workspace: Workspace,
  limits: RateLimits,
  call: { method: string; args: Json; token: string; origin: string },
): ApiAnswer {
  const { method, args, token, origin } = call;
  const scopes = [...(workspace.scopes ?? ALL_SCOPES)].join(',');
  const record = (outcome: string) => {
    workspace.calls.push({ method, args, outcome, at: workspace.now() });
    workspace.changed();
  };
  try {
    const known = METHODS[method] ?? fail('unknown_method', { req_method: method });
    assertToken(workspace, token, known.token);
    if (known.scope && workspace.scopes && !workspace.scopes.has(known.scope))
      fail('missing_scope', { needed: known.scope, provided: scopes });
    const refusal = workspace.refusals.get(method);
    if (refusal !== undefined) {
      workspace.refusals.delete(method);
      fail(refusal);
    }
    limits.spend(method, known.tier, stringOf(args['channel']));
    const body = { ok: true, ...known.run(workspace, args, { origin }) };
    record('ok');
    return { status: 200, headers: { 'x-oauth-scopes': scopes }, body };
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    record(error.code);
    return { status: error.status, headers: error.headers, body: { ok: false, error: error.code, ...error.extra } };
  }
}

function assertToken(workspace: Workspace, token: string, wanted: 'bot' | 'app'): void {
  const { botTokens, options, revoked } = workspace;
  if (token === '') fail('not_authed');
  if (revoked.has(token)) fail('token_revoked');
  if (!botTokens.has(token) && token !== options.appToken) fail('invalid_auth');
  if (botTokens.has(token) !== (wanted === 'bot')) fail('not_allowed_token_type');
}

/** Arguments as the body brings them: JSON, or a form whose structured members are JSON. */
export function argumentsOf(request: IncomingMessage, body: string): Json {
  if (request.headers['content-type']?.includes('application/json'))
    return body === '' ? {} : (JSON.parse(body) as Json);
  return Object.fromEntries([...new URLSearchParams(body)].map(([key, value]) => [key, structured(value)]));
}

function structured(value: string): unknown {
  if (!value.startsWith('{') && !value.startsWith('[')) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** The token of the Authorization header, or of the arguments. */
export function tokenOf(request: IncomingMessage, args: Json): string {
  const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return header ?? (typeof args['token'] === 'string' ? args['token'] : '');
}
