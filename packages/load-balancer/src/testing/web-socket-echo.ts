import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { httpBackend, type Backend } from './backend.js';

/** A backend that sends every message of a WebSocket back. */
export async function webSocketEcho(): Promise<Backend> {
  const backend = await httpBackend((_incoming, outgoing) => outgoing.end('plain'));
  const echo = new WebSocketServer({ noServer: true });
  backend.server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    echo.handleUpgrade(incoming, socket, head, (client) => {
      client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }));
    });
  });
  return backend;
}
