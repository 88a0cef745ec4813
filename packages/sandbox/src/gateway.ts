import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Authorizer } from './authorization/index.js';
import { createCallLog, type CallLog, type CallsSince, type LoggedCall } from './call-log.js';
import { scaledClock, type SandboxClock } from './clock.js';
import { createAnswerMemory, type FaultBook } from './faults/index.js';
import type { ControlHandler } from './protocols/answering.js';
import { handleRequest } from './protocols/handle-request.js';
import type { Service } from './services/service.js';
import { createCredentialBook, type CredentialBook, type KeyPair } from './signature/credentials.js';

export interface GatewayOptions {
  readonly services: readonly Service[];
  /** Key pairs to accept, or a book that STS adds temporary pairs to. Default: the sandbox's own pair. */
  readonly credentials?: CredentialBook | readonly KeyPair[];
  /** 0 (default) picks a free one. */
  readonly port?: number;
  readonly clock?: Pick<SandboxClock, 'now'>;
  readonly account?: string;
  readonly region?: string;
  /** Answers paths under `/_bluegreen/`. */
  readonly control?: ControlHandler;
  /** What goes wrong on purpose. Default: nothing. */
  readonly faults?: Pick<FaultBook, 'meet'>;
  /** Where calls are noted; others may note theirs as well. Default: a log of its own. */
  readonly log?: CallLog;
  /** Judges calls by the caller's policies. Default: everybody may do everything. */
  readonly authorizer?: Authorizer;
}

export interface Gateway {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  calls(): readonly LoggedCall[];
  callsSince(count: number): CallsSince;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

/** Above the idle time of every client's pool, so that no client writes into a socket we are closing (contract A1). */
const KEEP_ALIVE_MS = 180_000;

/** The one port all services answer on. Rejects when the port is taken. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const account = options.account ?? '123456789012';
  const given = options.credentials;
  const credentials =
    given && 'find' in given && 'issue' in given ? given : createCredentialBook({ account, pairs: given });
  const log = options.log ?? createCallLog();
  const context = {
    services: options.services,
    credentials,
    clock: options.clock ?? scaledClock(1),
    account,
    region: options.region ?? 'us-east-1',
    log,
    control: options.control,
    authorizer: options.authorizer,
    faults: { book: options.faults ?? { meet: () => [] }, memory: createAnswerMemory() },
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => {
    void handleRequest(context, request, response);
  });
  const port = await listen(server, options.port ?? 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: () => log.all(),
    callsSince: (count) => log.since(count),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
