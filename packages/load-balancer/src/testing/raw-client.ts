import { connect, type Socket } from 'node:net';
import { until } from './until.js';

/** A client that sends exactly the bytes it is told to, and keeps all that comes back. */
export interface RawClient {
  readonly socket: Socket;
  send(text: string): void;
  received(): string;
  /** Resolves once what came back matches. */
  receives(pattern: RegExp): Promise<string>;
  /** Resolves with all that came back once the connection is over. */
  closed(): Promise<string>;
}

export function rawClient(port: number): RawClient {
  const socket = connect({ host: '127.0.0.1', port });
  let text = '';
  let over = false;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined);
  socket.on('close', () => (over = true));
  return {
    socket,
    send: (bytes) => void socket.write(bytes, 'latin1'),
    received: () => text,
    async receives(pattern) {
      await until(() => pattern.test(text), `${String(pattern)} in ${JSON.stringify(text.slice(0, 300))}`);
      return text;
    },
    async closed() {
      await until(() => over, 'the connection to close');
      return text;
    },
  };
}
