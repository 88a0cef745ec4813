import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { compileRouting } from '../routing/compile-routing.js';
import type { ListenerConfig, TlsSettings } from '../types.js';
import { ClientConnection } from './client-connection.js';
import type { BalancerContext, ListenerContext, PlaneContext } from './surroundings.js';
import { createTlsServer, type TlsServer } from './tls-server.js';

export interface Listener {
  readonly context: ListenerContext;
  readonly address: { readonly host: string; readonly port: number };
  setTls(settings: TlsSettings): void;
  /** Frees the port at once, closes idle connections; requests under way finish and are the last of theirs. */
  close(): Promise<void>;
}

/** Rejects with the system's error when the address cannot be bound. */
export async function openListener(
  plane: PlaneContext,
  balancer: BalancerContext,
  config: ListenerConfig,
): Promise<Listener> {
  const tls = config.tls ? createTlsServer(config.tls) : null;
  const server = tls?.server ?? createServer({ noDelay: true, allowHalfOpen: true });
  const port = await listen(server, config);
  const publicPort = config.publicPort ?? port;
  const context: ListenerContext = {
    plane,
    balancer,
    config,
    publicPort,
    routing: compileRouting(config.routing),
    closing: false,
    localAuthority: `${config.host}:${port}`,
  };
  const shaking = tls ? watchHandshakes(tls, balancer) : new Map<string, Socket>();
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    // Without an address the client is gone already.
    if (socket.remoteAddress === undefined) socket.destroy();
    else new ClientConnection(socket, context);
  });
  return {
    context,
    address: { host: config.host, port },
    setTls(settings) {
      if (tls === null) throw new Error(`listener ${config.id} speaks plain HTTP`);
      tls.replace(settings);
    },
    close: () =>
      new Promise((resolve) => {
        context.closing = true;
        server.close();
        for (const socket of shaking.values()) socket.destroy();
        for (const client of plane.clients) if (client.listener === context) client.closeWhenIdle();
        // The listening socket is closed within this turn of the loop; `close` would wait for the last client too.
        setImmediate(resolve);
      }),
  };
}

/** Connections that have not agreed on TLS yet, by where they come from. */
function watchHandshakes({ server }: TlsServer, { counts }: BalancerContext): ReadonlyMap<string, Socket> {
  const shaking = new Map<string, Socket>();
  const origin = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
  server.on('connection', (socket: Socket) => {
    const from = origin(socket);
    shaking.set(from, socket);
    socket.on('close', () => shaking.delete(from));
  });
  server.on('secureConnection', (socket) => shaking.delete(origin(socket)));
  server.on('tlsClientError', (_error, socket) => {
    counts.tlsFailures++;
    socket.destroy();
  });
  return shaking;
}

function listen(server: Server, config: ListenerConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: config.host, port: config.port, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
