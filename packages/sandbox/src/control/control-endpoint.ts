import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoggedCall } from '../call-log.js';
import { FaultRefused, type FaultRule } from '../faults/index.js';
import type { ControlHandler } from '../protocols/answering.js';
import { badRequest, ControlError, readJson } from './control-request.js';
import type { FaultControl } from './fault-control.js';
import { readTokenRequest, type IdentityControl } from './identity-control.js';

export interface ControlActions extends FaultControl, IdentityControl {
  status(): Promise<object>;
  environment(): Promise<Readonly<Record<string, string>>>;
  calls(): readonly LoggedCall[];
  /** Begins to stop; does not wait for the end. */
  stop(): void;
}

/** A web page can send a plain POST to loopback, but not this header without asking first; and nobody answers that. */
export const CONTROL_HEADER = 'x-bluegreen-control';

interface Answer {
  readonly status: number;
  readonly value: object;
  /** What happens once the answer is on its way. */
  readonly afterwards?: () => void;
}

interface Asked {
  readonly url: URL;
  /** What follows the path of a route that ends with a slash. */
  readonly rest: string;
  /** The body, as JSON. */
  readonly body: () => Promise<unknown>;
}

type Route = (actions: ControlActions, asked: Asked) => Answer | Promise<Answer>;

/** By method and path; one that ends with a slash takes what follows it. */
const ROUTES: Readonly<Record<string, Route>> = {
  'GET status': async (actions) => ok(await actions.status()),
  'GET env': async (actions) => ok(await actions.environment()),
  'GET calls': (actions, { url }) => {
    const since = url.searchParams.get('since');
    return ok(since === null ? actions.calls() : actions.callsSince(wholeNumber('since', since)));
  },
  'GET faults': (actions) => ok({ faults: actions.faults() }),
  'POST faults': async (actions, { body }) => {
    const rules = await body();
    const added = (Array.isArray(rules) ? rules : [rules]).map((rule) => actions.addFault(rule as FaultRule));
    return { status: 201, value: { faults: added } };
  },
  'DELETE faults': (actions) => ok({ cleared: actions.clearFaults() }),
  'DELETE faults/': (actions, { rest }) => ok({ cleared: actions.clearFaults(rest) }),
  'POST release/': (actions, { rest }) => ok({ released: actions.releaseHeld(rest) }),
  'POST clock/advance': async (actions, { body }) => {
    const { ms, where } = ((await body()) ?? {}) as { ms?: unknown; where?: unknown };
    if (where !== undefined && typeof where !== 'string')
      throw badRequest('where: must be text in the keys of objects');
    return ok({ aged: actions.advanceClock(wholeNumber('ms', ms), where) });
  },
  'GET oidc/.well-known/openid-configuration': (actions) => ok(actions.openIdConfiguration()),
  'GET oidc/jwks': async (actions) => ok(await actions.jsonWebKeys()),
  'POST oidc/token': async (actions, { body }) => {
    return ok({ token: await actions.mintIdentityToken(readTokenRequest(await body())) });
  },
  'POST stop': (actions) => ({ status: 202, value: { stopping: true }, afterwards: () => actions.stop() }),
};

/**
 * `/_bluegreen/…` as JSON: `status`, `env`, `calls[?since=N]`, `faults`, `oidc/jwks` and the discovery document of `oidc`
 * (GET); `faults`, `release/ID`, `clock/advance`, `oidc/token`, `stop` (POST); `faults[/ID]` (DELETE). What changes something needs the control header.
 */
export function controlEndpoint(actions: ControlActions): ControlHandler {
  return async (request, response, url) => {
    const answer = await answerTo(actions, request, url).catch(failed);
    send(response, answer);
    answer.afterwards?.();
  };
}

async function answerTo(actions: ControlActions, request: IncomingMessage, url: URL): Promise<Answer> {
  if (!isLocal(request)) throw new ControlError(403, ['The control endpoint answers local programs only.']);
  const path = url.pathname.replace(/^\/_bluegreen\//, '');
  const exact = ROUTES[`${request.method} ${path}`];
  const slash = path.indexOf('/') + 1;
  const route = exact ?? (slash > 0 ? ROUTES[`${request.method} ${path.slice(0, slash)}`] : undefined);
  if (!route) throw new ControlError(404, [`No ${request.method} ${url.pathname} here.`]);
  if (request.method !== 'GET' && request.headers[CONTROL_HEADER] === undefined) {
    throw new ControlError(403, [`The header ${CONTROL_HEADER} is missing.`]);
  }
  return route(actions, { url, rest: decodeURIComponent(path.slice(slash)), body: () => readJson(request) });
}

function failed(error: unknown): Answer {
  if (error instanceof ControlError) return refusal(error.status, error.problems);
  if (error instanceof FaultRefused) return refusal(400, error.problems);
  return refusal(500, [error instanceof Error ? error.message : String(error)]);
}

function refusal(status: number, problems: readonly string[]): Answer {
  return { status, value: { error: problems.join('; '), problems } };
}

function ok(value: object): Answer {
  return { status: 200, value };
}

function wholeNumber(name: string, given: unknown): number {
  const value = typeof given === 'string' && given !== '' ? Number(given) : given;
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw badRequest(`${name}: must be a whole number from 0 up, not ${JSON.stringify(given)}`);
}

/** Keeps web pages out: those of other origins by Origin, rebound names by Host. */
function isLocal(request: IncomingMessage): boolean {
  const host = request.headers.host?.replace(/:\d+$/, '');
  return (host === '127.0.0.1' || host === 'localhost') && request.headers.origin === undefined;
}

function send(response: ServerResponse, { status, value }: Answer): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}
