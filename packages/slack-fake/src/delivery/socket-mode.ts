import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Json } from '../types.js';
import { APP_ID, type Workspace } from '../workspace.js';
import { ACK_MS, type Delivered, type Outgoing } from './delivery.js';

const PING_MS = 5_000;

interface Pending {
  readonly outgoing: Outgoing;
  readonly connection: number;
  readonly retry: number;
  readonly started: number;
  readonly settle: (delivered: Delivered) => void;
}

export interface SocketMode {
  /** Numbers of the open connections, oldest first. */
  connections(): readonly number[];
  /** Sends over one connection; an event that is not acknowledged before it closes goes out again over another. */
  deliver(outgoing: Outgoing, connection: number): Promise<Delivered>;
  /** Tells a connection that it is about to end, as Slack does when it moves an app; the client opens another. */
  warn(connection: number): void;
  /** Cuts a connection without a word. */
  cut(connection: number): void;
  close(): Promise<void>;
}

/** Slack's end of Socket Mode: hello, envelopes, acknowledgements, and envelopes sent again when none came. */
export function serveSocketMode(workspace: Workspace, server: Server): SocketMode {
  const sockets = new Map<number, WebSocket>();
  const pending = new Map<string, Pending>();
  const wss = new WebSocketServer({ server, path: '/link' });
  let numbers = 0;

  const send = (outgoing: Outgoing, connection: number, retry: number, settle: Pending['settle']) => {
    const socket = sockets.get(connection);
    const envelope = workspace.nextId('envelope-');
    const started = performance.now();
    if (!socket) return settle({ acknowledged: false, status: null, ackMs: 0, body: '' });
    const timer = setTimeout(() => finish(envelope, false, ''), ACK_MS);
    timer.unref();
    pending.set(envelope, {
      ...{ outgoing, connection, retry, started },
      settle: (delivered) => {
        clearTimeout(timer);
        settle(delivered);
      },
    });
    socket.send(JSON.stringify(envelopeOf(envelope, outgoing, retry)));
  };
  const finish = (envelope: string, acknowledged: boolean, body: string) => {
    const waiting = pending.get(envelope);
    if (!waiting) return;
    pending.delete(envelope);
    waiting.settle({ acknowledged, status: null, ackMs: performance.now() - waiting.started, body });
  };
  const forsake = (connection: number) => {
    sockets.delete(connection);
    for (const [envelope, waiting] of pending) {
      if (waiting.connection !== connection) continue;
      const [other] = sockets.keys();
      // Slack sends events again; commands and clicks are repeated by people.
      if (waiting.outgoing.kind !== 'events_api' || other === undefined) finish(envelope, false, '');
      else {
        pending.delete(envelope);
        send(waiting.outgoing, other, waiting.retry + 1, waiting.settle);
      }
    }
    workspace.changed();
  };

  wss.on('connection', (socket) => {
    const connection = (numbers += 1);
    sockets.set(connection, socket);
    const pinging = setInterval(() => socket.ping(`ping from fake Slack ${connection}`), PING_MS);
    pinging.unref();
    socket.on('message', (data: Buffer) => {
      const { envelope_id: envelope, payload } = JSON.parse(data.toString()) as { envelope_id: string; payload?: Json };
      finish(envelope, true, JSON.stringify(payload ?? {}));
    });
    socket.on('close', () => {
      clearInterval(pinging);
      forsake(connection);
    });
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: { app_id: APP_ID } }));
    workspace.changed();
  });
  return {
    connections: () => [...sockets.keys()],
    deliver: (outgoing, connection) => new Promise((resolve) => send(outgoing, connection, 0, resolve)),
    warn: (connection) =>
      sockets.get(connection)?.send(JSON.stringify({ type: 'disconnect', reason: 'warning', debug_info: {} })),
    cut: (connection) => sockets.get(connection)?.terminate(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.terminate();
        for (const envelope of [...pending.keys()]) finish(envelope, false, '');
        wss.close(() => resolve());
      }),
  };
}

function envelopeOf(envelope: string, { kind, payload }: Outgoing, retry: number): Json {
  const isEvent = kind === 'events_api';
  return {
    envelope_id: envelope,
    type: kind,
    payload,
    accepts_response_payload: !isEvent,
    ...(isEvent ? { retry_attempt: retry, retry_reason: retry > 0 ? 'timeout' : '' } : {}),
  };
}
