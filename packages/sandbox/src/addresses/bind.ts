import { createServer, type AddressInfo, type Server } from 'node:net';

export type Binding =
  | { readonly kind: 'bound'; readonly port: number; release(): Promise<void> }
  | { readonly kind: 'taken' }
  | { readonly kind: 'impossible' };

/** Listens on a loopback port and answers nobody: proof that the port is free, kept until released. */
export function bind(host: string, port: number): Promise<Binding> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: error.code === 'EADDRINUSE' ? 'taken' : 'impossible' }),
    );
    server.listen({ host, port, exclusive: true }, () => {
      resolve({ kind: 'bound', port: (server.address() as AddressInfo).port, release: () => closed(server) });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
