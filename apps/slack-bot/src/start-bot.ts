import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@bluegreen/sdk';
import { App, HTTPReceiver, SocketModeReceiver, webApi, type Logger } from '@slack/bolt';
import { realClock } from './clock.js';
import type { BotConfig } from './config.js';
import { documentsOf, type Engines } from './engines.js';
import { createRunner } from './operations/runner.js';
import { startWatch } from './operations/watch.js';
import { createDirectory } from './policy/directory.js';
import type { Environment } from './policy/policy.js';
import { createQueue } from './queue.js';
import { register } from './register.js';
import { selfCheck, type Findings } from './self-check.js';
import type { ServeParts } from './serve.js';
import { createLogger } from './slack/logger.js';
import { createPeople } from './slack/people.js';
import { createSlackPort } from './slack/slack-port.js';
import { createLedger, type Ledger } from './tickets/ledger.js';
import { createTicketStore, type TicketStore } from './tickets/ticket-store.js';
import { createUpdates, type Pacing } from './updates/scheduler.js';

/** Deliveries worked on at once. */
const AT_ONCE = 8;
/** Slack counts a request older than this as replayed; one from as far ahead is no better. */
const TIMESTAMP_TOLERANCE_S = 300;

export interface Timing {
  readonly beatMs: number;
  readonly watchEveryMs: number;
  readonly silentMs: number;
}
const TIMING: Timing = { beatMs: 5_000, watchEveryMs: 10_000, silentMs: 30_000 };

export interface BotOptions {
  readonly config: BotConfig;
  readonly engines: Engines;
  readonly clock?: Clock;
  readonly timing?: Partial<Timing>;
  /** How often messages are edited. */
  readonly pacing?: Pacing;
  /** Where log lines go. Default: nowhere. */
  readonly log?: (line: string) => void;
}

export interface Bot {
  /** Where Slack posts to, over HTTP; null over Socket Mode. */
  readonly url: string | null;
  readonly findings: Findings;
  /** Takes nothing new, waits so long for what runs, and leaves the rest to another replica. */
  stop(graceMs?: number): Promise<void>;
}

/** What keeps a bot from starting. */
export class CannotStart extends Error {
  constructor(readonly findings: Findings) {
    super(findings.fatal.join('\n'));
  }
}

/** Checks itself, then listens. @throws CannotStart. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, engines, clock = realClock, log = () => undefined } = options;
  const timing = { ...TIMING, ...options.timing };
  const logger = createLogger(log);
  const halting = new AbortController();
  const clientOptions = {
    ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  };
  const slack = createSlackPort(new webApi.WebClient(config.botToken, clientOptions));
  const findings = await selfCheck(config, slack, engines);
  if (findings.fatal.length > 0) throw new CannotStart(findings);
  const parts = partsOf(options, slack, clock, timing, halting.signal, (error) => logger.error(error));
  const { app, receiver } = createApp(config, clientOptions, logger);
  register(app, parts);
  const watch = startWatch({ ...parts, everyMs: timing.watchEveryMs, silentMs: timing.silentMs });
  const url = await listen(config, receiver);
  const stop = async (graceMs: number) => {
    watch.stop();
    await app.stop();
    if (receiver instanceof SocketModeReceiver) forgetHandshake(receiver);
    const grace = new AbortController();
    await Promise.race([
      parts.runner.idle().then(() => parts.updates.idle()),
      clock.sleep(graceMs, grace.signal).catch(() => undefined),
    ]);
    grace.abort(new Error('The bot stopped in time.'));
    halting.abort(new Error('The bot stops.'));
    parts.updates.stop();
    engines.close();
  };
  let stopped: Promise<void> | undefined;
  return { url, findings, stop: (graceMs = 20_000) => (stopped ??= stop(graceMs)) };
}

function partsOf(
  { config, engines, pacing }: BotOptions,
  slack: ServeParts['slack'],
  clock: Clock,
  { beatMs }: Timing,
  halted: AbortSignal,
  report: (error: unknown) => void,
): ServeParts {
  const { environments, command } = config;
  const environment = (name: string): Environment =>
    environments.find((known) => known.name === name) ?? environments[0]!;
  const stores = new Map<string, Promise<TicketStore>>();
  const ledgers = new Map<string, Promise<Ledger>>();
  const keep =
    <Kept>(kept: Map<string, Promise<Kept>>, create: (name: string) => Promise<Kept>) =>
    (name: string): Promise<Kept> => {
      const made = kept.get(name) ?? create(name);
      kept.set(name, made);
      made.catch(() => kept.delete(name));
      return made;
    };
  const store = keep(stores, async (name) => createTicketStore(await documentsOf(engines, name)));
  const ledger = keep(ledgers, async (name) => createLedger(await documentsOf(engines, name)));
  const updates = createUpdates(slack, clock, pacing);
  const message = { slack, updates, clock };
  const runner = createRunner({
    ...message,
    ...{ engines, command, environment, store, replica: randomUUID(), beatMs, halted, report },
  });
  const directory = createDirectory(clock, (group) => slack.groupMembers(group));
  const people = createPeople(slack, clock);
  const queue = createQueue(AT_ONCE);
  return {
    ...message,
    queue,
    command,
    environments,
    environment,
    engines,
    store,
    ledger,
    runner,
    directory,
    people,
    report,
  };
}

function createApp(config: BotConfig, clientOptions: webApi.WebClientOptions, logger: Logger) {
  const { transport, botToken } = config;
  const receiver =
    transport.kind === 'http'
      ? new HTTPReceiver({
          signingSecret: transport.signingSecret,
          logger,
          customPropertiesExtractor: (request) => ({ sentAt: Number(request.headers['x-slack-request-timestamp']) }),
          customRoutes: [{ path: '/health', method: 'GET', handler: (_request, response) => void response.end('ok') }],
        })
      : new SocketModeReceiver({ appToken: transport.appToken, logger, installerOptions: { clientOptions } });
  // A token would be tried at once; this way nothing is sent before somebody asks for something.
  const authorize = () => Promise.resolve({ botToken });
  const app = new App({ receiver, authorize, clientOptions, logger });
  app.use(async ({ context, next }) => {
    const sentAt: unknown = context['sentAt'];
    const ahead = typeof sentAt === 'number' ? sentAt - Date.now() / 1_000 : 0;
    if (ahead <= TIMESTAMP_TOLERANCE_S) await next();
  });
  app.error((error) => {
    logger.error(error);
    return Promise.resolve();
  });
  return { app, receiver };
}

async function listen({ transport }: BotConfig, receiver: HTTPReceiver | SocketModeReceiver): Promise<string | null> {
  if (transport.kind === 'socket' || receiver instanceof SocketModeReceiver) {
    await (receiver as SocketModeReceiver).start();
    return null;
  }
  const server = await receiver.start({ port: transport.port, host: transport.host });
  const { port } = server.address() as AddressInfo;
  const host = transport.host === '0.0.0.0' ? 'localhost' : transport.host;
  return `http://${host}:${port}/slack/events`;
}

/** The client starts a wait of 30 s for a close that has already happened; it must not keep the process alive. */
function forgetHandshake({ client }: SocketModeReceiver): void {
  const { websocket } = client as unknown as { websocket?: { closeHandshakeTimeout?: NodeJS.Timeout } };
  websocket?.closeHandshakeTimeout?.unref();
}
