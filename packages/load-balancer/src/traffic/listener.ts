import { createServer, type AddressInfo, type Server } from 'node:net';
import { compileRouting } from '../routing/compile-routing.js';
import type { ListenerConfig } from '../types.js';
import { ClientConnection } from './client-connection.js';
import type { BalancerContext, ListenerContext, PlaneContext } from './surroundings.js';

export interface Listener {
  readonly context: ListenerContext;
  readonly address: { readonly host: string; readonly port: number };
  /** Frees the port at once, closes idle connections; requests under way finish and are the last of theirs. */
  close(): Promise<void>;
}

/** Rejects with the system's error when the address cannot be bound. */
export async function openListener(
  plane: PlaneContext,
  balancer: BalancerContext,
  config: ListenerConfig,
): Promise<Listener> {
  const server = createServer({ noDelay: true, allowHalfOpen: true });
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
  server.on('connection', (socket) => {
    // Without an address the client is gone already.
    if (socket.remoteAddress === undefined) socket.destroy();
    else new ClientConnection(socket, context);
  });
  return {
    context,
    address: { host: config.host, port },
    close: () =>
      new Promise((resolve) => {
        context.closing = true;
        server.close();
        for (const client of plane.clients) if (client.listener === context) client.closeWhenIdle();
        // The listening socket is closed within this turn of the loop; `close` would wait for the last client too.
        setImmediate(resolve);
      }),
  };
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
