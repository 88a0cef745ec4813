import type { AddressInfo } from 'node:net';
import { HTTPReceiver, SocketModeReceiver, type Logger, type webApi } from '@slack/bolt';
import type { BotConfig } from '../config.js';

/** How far a time stamp may be ahead, in seconds: as far as Bolt lets it be behind. */
const TOLERANCE_S = 300;

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
  return {
    receiver,
    async listen() {
      await receiver.start();
      return null;
    },
    stopped() {
      // The client starts a wait of 30 s for a close that has already happened; it must not keep the process alive.
      const { websocket } = receiver.client as unknown as { websocket?: { closeHandshakeTimeout?: NodeJS.Timeout } };
      websocket?.closeHandshakeTimeout?.unref();
    },
  };
}
