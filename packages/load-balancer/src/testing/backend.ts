import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A target on a free loopback port. */
export interface Backend {
  readonly port: number;
  readonly server: Server;
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

export function httpBackend(listener: RequestListener): Promise<Backend> {
  return start(createHttpServer({ keepAliveTimeout: 60_000 }, listener));
}

/** A target that handles bytes itself. */
export function rawBackend(onConnection: (socket: Socket) => void): Promise<Backend> {
  return start(
    createServer((socket) => {
      socket.on('error', () => undefined);
      onConnection(socket);
    }),
  );
}

/** A raw target that calls back with each complete request head (bodies are not understood). */
export function headBackend(onHead: (socket: Socket, head: string, count: number) => void): Promise<Backend> {
  let count = 0;
  return rawBackend((socket) => {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end + 4);
        text = text.slice(end + 4);
        onHead(socket, head, ++count);
      }
    });
  });
}

async function start(server: Server): Promise<Backend> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    server,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
