import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSend, type Send } from './delivery/send.js';
import { serveSocketMode, type SocketMode } from './delivery/socket-mode.js';
import { SlackFailure } from './failure.js';
import { renderPage } from './page.js';
import { createRateLimits, type RateLimits } from './rate-limits.js';
import { answerResponseUrl } from './response-urls.js';
import type { Json, RecordedCall, SlackEphemeral, SlackFakeOptions, SlackMessage, SlackView } from './types.js';
import { argumentsOf, callMethod, tokenOf } from './web-api.js';
import { createWorkspace, findMessage, type Workspace } from './workspace.js';

export interface SlackFake {
  /** What an app's Web API client is given; ends in `/api/`. */
  readonly apiUrl: string;
  /** A page that shows everything, for eyes. */
  readonly htmlPage: string;
  html(): string;
  readonly send: Send;
  /** Adds an app's request URL, for delivery over HTTP; returns what removes it again. */
  addRequestUrl(url: string): () => void;
  readonly socketMode: Pick<SocketMode, 'connections' | 'warn' | 'cut'>;
  /** Messages that still exist, oldest first. */
  messages(channel?: string): readonly SlackMessage[];
  message(ts: string): SlackMessage | undefined;
  ephemerals(user?: string): readonly SlackEphemeral[];
  /** The App Home that the person sees. */
  homeOf(user: string): Json | undefined;
  /** The modal on top of the person's screen. */
  modal(user: string): SlackView | undefined;
  calls(method?: string): readonly RecordedCall[];
  /** Resolves with the first value that is not null or undefined, looked for again after each change. Rejects after `ms` (default 15 s). */
  until<Value>(look: (slack: SlackFake) => Value | null | undefined | false, ms?: number): Promise<Value>;
  /** Another rate for one method. */
  setLimit(method: string, perMinute: number, burst?: number): void;
  /** Every later call with this token answers token_revoked. */
  revokeToken(token: string): void;
  /** The app was installed again: this bot token is taken from now on. */
  issueToken(token: string): void;
  setScopes(scopes: readonly string[]): void;
  /** The next call of the method is refused with Slack's word for it. */
  refuseNext(method: string, error: string): void;
  deleteMessage(channel: string, ts: string): void;
  close(): Promise<void>;
}

/** A Slack on loopback: Web API with Slack's limits, signed deliveries, Socket Mode. Listens on a free port. */
export async function startSlackFake(options: SlackFakeOptions): Promise<SlackFake> {
  const workspace = createWorkspace(options);
  const limits = createRateLimits(workspace);
  const server = createServer((request, response) => {
    answer(workspace, limits, request, response).catch((error: unknown) =>
      reply(response, 500, { ok: false, error: String(error) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const socketMode = serveSocketMode(workspace, server);
  const urls: string[] = [];
  const send = createSend(workspace, { urls: () => urls, socketMode, origin });
  const slack: SlackFake = {
    apiUrl: `${origin}/api/`,
    htmlPage: `${origin}/`,
    html: () => renderPage(workspace),
    send,
    addRequestUrl(url) {
      urls.push(url);
      return () => {
        const index = urls.indexOf(url);
        if (index >= 0) urls.splice(index, 1);
      };
    },
    socketMode,
    messages: (channel) =>
      workspace.messages.filter(
        (message) => !message.deleted && (channel === undefined || message.channel === channel),
      ),
    message: (ts) => workspace.messages.find((message) => message.ts === ts && !message.deleted),
    ephemerals: (user) => workspace.ephemerals.filter((entry) => user === undefined || entry.user === user),
    homeOf: (user) => workspace.homes.get(user),
    modal: (user) => workspace.modals.filter((modal) => modal.user === user).at(-1),
    calls: (method) => workspace.calls.filter((call) => method === undefined || call.method === method),
    until: (look, ms = 15_000) => until(workspace, () => look(slack), ms),
    setLimit: (method, perMinute, burst) => limits.set(method, perMinute, burst),
    revokeToken: (token) => void workspace.revoked.add(token),
    issueToken: (token) => void workspace.botTokens.add(token),
    setScopes: (scopes) => void (workspace.scopes = new Set(scopes)),
    refuseNext: (method, error) => void workspace.refusals.set(method, error),
    deleteMessage(channel, ts) {
      const message = findMessage(workspace, channel, ts);
      if (message) message.deleted = true;
      workspace.changed();
    },
    close: () => close(server, socketMode),
  };
  return slack;
}

async function answer(
  workspace: Workspace,
  limits: RateLimits,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const origin = `http://${request.headers.host}`;
  const { pathname } = new URL(request.url ?? '/', origin);
  if (pathname === '/')
    return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(renderPage(workspace));
  const args = argumentsOf(request, await bodyOf(request));
  const [, folder, name = ''] = pathname.split('/');
  if (folder === 'api') {
    const { status, headers, body } = callMethod(workspace, limits, {
      method: name,
      args,
      token: tokenOf(request, args),
      origin,
    });
    return reply(response, status, body, headers);
  }
  if (folder !== 'response') return reply(response, 404, { ok: false, error: 'not_found' });
  try {
    answerResponseUrl(workspace, name, args);
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    reply(response, error.status === 200 ? 400 : error.status, { ok: false, error: error.code, ...error.extra });
  }
}

function reply(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function until<Value>(workspace: Workspace, look: () => Value | null | undefined | false, ms: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      workspace.changes.off('change', attempt);
    };
    const attempt = () => {
      const found = look();
      if (found === null || found === undefined || found === false) return;
      end();
      resolve(found);
    };
    const timer = setTimeout(() => {
      end();
      const texts = [...workspace.messages, ...workspace.ephemerals].map(({ text }) => text);
      reject(new Error(`The fake Slack did not come to that within ${ms} ms: ${String(look)}\n${texts.join('\n')}`));
    }, ms);
    workspace.changes.on('change', attempt);
    attempt();
  });
}

async function close(server: Server, socketMode: SocketMode): Promise<void> {
  await socketMode.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
