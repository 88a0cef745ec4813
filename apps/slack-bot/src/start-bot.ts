import { systemClock, type Clock } from '@bluegreen/sdk';
import { App, webApi, type Logger } from '@slack/bolt';
import type { BotConfig } from './config.js';
import type { Engines } from './engines.js';
import { startWatch } from './operations/watch.js';
import { createParts } from './parts.js';
import { register } from './register.js';
import { selfCheck, type Findings } from './self-check.js';
import { createBotToken, type BotToken } from './slack/bot-token.js';
import { createLogger } from './slack/logger.js';
import { reachedBy, type Reached } from './slack/receiver.js';
import { createSlackPort } from './slack/slack-port.js';
import type { Pacing } from './updates/scheduler.js';

/** How replicas look after one another, in milliseconds. */
export interface Timing {
  /** How often a driver says that it lives. */
  readonly beatMs: number;
  /** How often each replica looks for what another one left. */
  readonly watchEveryMs: number;
  /** After how much silence a driver counts as dead. */
  readonly silentMs: number;
}

/** In step with the engine's lease: a silent replica is taken for dead after a third of it, and beats four times within that. */
export function timingOf(leaseMs: number): Timing {
  return { beatMs: leaseMs / 12, watchEveryMs: leaseMs / 6, silentMs: leaseMs / 3 };
}
const TIMING = timingOf(60_000);

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
  const { config, engines, clock = systemClock, log = () => undefined } = options;
  const timing = { ...TIMING, ...options.timing };
  const logger = createLogger(log, secretsOf(config));
  const halting = new AbortController();
  const clientOptions = {
    ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  };
  const token = createBotToken(config.botToken, config.readBotToken ?? (() => null));
  const slack = createSlackPort(token, (current) => new webApi.WebClient(current, clientOptions));
  const findings = await selfCheck(config, slack, engines);
  if (findings.fatal.length > 0) throw new CannotStart(findings);
  const report = (error: unknown) => logger.error(error);
  const life = { beatMs: timing.beatMs, halted: halting.signal, report };
  const parts = createParts(config, engines, { slack, clock, pacing: options.pacing, ...life });
  const reached = reachedBy(config.transport, clientOptions, logger);
  const app = createApp(token, reached.receiver, clientOptions, logger);
  register(app, parts);
  const watch = startWatch({ ...parts, everyMs: timing.watchEveryMs, silentMs: timing.silentMs });
  const url = await reached.listen();
  const stop = async (graceMs: number) => {
    watch.stop();
    await app.stop();
    reached.stopped();
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
  let stopping: Promise<void> | undefined;
  return { url, findings, stop: (graceMs = 20_000) => (stopping ??= stop(graceMs)) };
}

function createApp(
  token: BotToken,
  receiver: Reached['receiver'],
  clientOptions: webApi.WebClientOptions,
  logger: Logger,
): App {
  // A token would be tried at once; this way nothing is sent before somebody asks for something.
  const authorize = () => Promise.resolve({ botToken: token.current() });
  const app = new App({ receiver, authorize, clientOptions, logger });
  app.error((error) => {
    logger.error(error);
    return Promise.resolve();
  });
  return app;
}

function secretsOf({ botToken, transport }: BotConfig): string[] {
  return [botToken, transport.kind === 'http' ? transport.signingSecret : transport.appToken];
}
