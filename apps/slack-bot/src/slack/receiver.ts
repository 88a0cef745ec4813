import type { AddressInfo } from 'node:net';
import { HTTPReceiver, SocketModeReceiver, type Logger, type webApi } from '@slack/bolt';
import type { BotConfig } from '../config.js';
import { slackCode, toTrouble } from './trouble.js';

/** How far a time stamp may be ahead, in seconds: as far as Bolt lets it be behind. */
const TOLERANCE_S = 300;
/** Between two attempts to connect. */
const RETRY_MS = 5_000;

/** How Slack reaches the bot. */
export interface Reached {
  readonly receiver: HTTPReceiver | SocketModeReceiver;
  /** Starts to listen; where Slack posts to, null over Socket Mode. */
  listen(): Promise<string | null>;
  /** To be called once the receiver was stopped. */
  stopped(): void;
}

export function reachedBy(
  transport: BotConfig['transport'],
  clientOptions: webApi.WebClientOptions,
  logger: Logger,
): Reached {
  return transport.kind === 'http'
    ? overHttp(transport, logger)
    : overSocket(transport.appToken, clientOptions, logger);
}

function overHttp(
  { signingSecret, host, port }: Extract<BotConfig['transport'], { kind: 'http' }>,
  logger: Logger,
): Reached {
  const receiver = new HTTPReceiver({
    signingSecret,
    logger,
    customRoutes: [{ path: '/health', method: 'GET', handler: (_request, response) => void response.end('ok') }],
  });
  refuseTheFuture(receiver);
  return {
    receiver,
    async listen() {
      const server = await receiver.start({ port, host });
      const { port: given } = server.address() as AddressInfo;
      return `http://${host === '0.0.0.0' ? 'localhost' : host}:${given}/slack/events`;
    },
    stopped: () => undefined,
  };
}

/** Bolt refuses requests that are old, and takes those of tomorrow: a replay could be kept for later. */
function refuseTheFuture(receiver: HTTPReceiver): void {
  const listener = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const ahead = Number(request.headers['x-slack-request-timestamp']) - Date.now() / 1_000;
    if (ahead > TOLERANCE_S) response.writeHead(401, { connection: 'close' }).end();
    else listener(request, response);
  };
}

function overSocket(appToken: string, clientOptions: webApi.WebClientOptions, logger: Logger): Reached {
  const receiver = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } });
  const ended = new AbortController();
  return {
    receiver,
    async listen() {
      await receiver.start();
      stubborn(receiver, logger, ended.signal);
      return null;
    },
    stopped() {
      ended.abort();
      // The client starts a wait of 30 s for a close that has already happened; it must not keep the process alive.
      const { websocket } = receiver.client as unknown as { websocket?: { closeHandshakeTimeout?: NodeJS.Timeout } };
      websocket?.closeHandshakeTimeout?.unref();
    },
  };
}

/** Its client gives up for good when one attempt to connect again meets a dead network or a refused token; this one does not. */
function stubborn({ client }: SocketModeReceiver, logger: Logger, ended: AbortSignal): void {
  const start = client.start.bind(client);
  client.start = async () => {
    for (;;) {
      try {
        return await start();
      } catch (error) {
        if (ended.aborted) throw error;
        logger.error(
          `Slack does not take the connection (${slackCode(toTrouble(error))}): check the network and SLACK_APP_TOKEN; trying again.`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RETRY_MS);
        ended.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
      });
    }
  };
}
