import { BodyReader } from '../http/body-reader.js';
import type { RequestHead } from '../http/request-head.js';
import type { Pool } from '../pools/pool.js';
import { keyOf, type Target } from '../pools/target.js';
import { isCongested } from './backpressure.js';
import type { ClientConnection } from './client-connection.js';
import type { UpstreamConnection } from './upstream-connection.js';

/** Bodies up to this size go out in one write with their head: one copy is cheaper than a second system call. */
export const SMALL_BODY_BYTES = 16_384;

/** How answer bytes reach the client when its framing has to differ from the target's. */
export type Relay = 'as-is' | 'add-chunks' | 'strip-chunks';

/** One request on its way: which client waits, which target works, and how far both bodies are. */
export interface Exchange {
  readonly client: ClientConnection;
  readonly upstream: UpstreamConnection;
  readonly head: RequestHead;
  readonly pool: Pool;
  readonly target: Target;
  readonly startedAt: number;
  /** `Set-Cookie` lines for the answer. */
  readonly cookies: string;
  /** Null once the whole request has been passed on. */
  requestBody: BodyReader | null;
  /** Null until the final answer's head has been passed on. */
  responseBody: BodyReader | null;
  relay: Relay;
  upstreamReusable: boolean;
  clientReusable: boolean;
  tunnel: boolean;
}

export function bodyOf(head: RequestHead): BodyReader | null {
  if (head.chunked) return new BodyReader({ kind: 'chunked' });
  return head.contentLength === null || head.contentLength === 0
    ? null
    : new BodyReader({ kind: 'length', bytes: head.contentLength });
}

/** Passes a further piece of the request body on; returns the index after its last byte in `bytes`. */
export function feedRequest(exchange: Exchange, bytes: Buffer): number {
  const { client, upstream, requestBody } = exchange;
  if (requestBody === null) return 0;
  const end = requestBody.take(bytes, 0);
  if (end === -1) {
    failExchange(exchange, 400);
    return bytes.length;
  }
  if (requestBody.done) exchange.requestBody = null;
  upstream.socket.write(end === bytes.length ? bytes : bytes.subarray(0, end));
  if (isCongested(upstream.socket)) client.socket.pause();
  return end;
}

/** Ends the exchange in good order: the target's connection goes back to its idle ones if it can serve again. */
export function finishExchange(exchange: Exchange): void {
  const { client, upstream, requestBody } = exchange;
  detach(exchange);
  upstream.release(exchange.upstreamReusable && requestBody === null);
  client.exchangeDone(exchange.clientReusable && requestBody === null);
}

/** Ends the exchange because it cannot go on: own answer if none was begun, else the answer is cut short. */
export function failExchange(exchange: Exchange, status: number): void {
  const { client, upstream } = exchange;
  detach(exchange);
  upstream.socket.destroy();
  if (exchange.responseBody !== null || exchange.tunnel) {
    client.socket.destroy();
    return;
  }
  client.answerError(status, exchange.clientReusable && exchange.requestBody === null && status === 502, exchange.head);
  client.readOn();
}

/** Ends the exchange because the client is gone. */
export function abandonExchange(exchange: Exchange): void {
  detach(exchange);
  // What a tunnel's client sent last may still be on its way to the target.
  if (exchange.tunnel) exchange.upstream.socket.destroySoon();
  else exchange.upstream.socket.destroy();
}

function detach(exchange: Exchange): void {
  exchange.client.exchange = null;
  exchange.upstream.exchange = null;
  exchange.pool.counts.outstandingRequests--;
  exchange.target.outstanding--;
}

/** `Set-Cookie` lines of an application-cookie binding, known only once the answer's headers are. */
export function applicationCookie(exchange: Exchange, responseFields: string): string {
  const { stickiness } = exchange.pool.config;
  if (stickiness.kind !== 'app-cookie') return '';
  const { plane } = exchange.client.listener;
  return plane.stickiness.appCookie(
    responseFields,
    exchange.pool.config.id,
    keyOf(exchange.target.address),
    stickiness,
  );
}
