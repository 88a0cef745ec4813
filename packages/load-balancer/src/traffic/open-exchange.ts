import { forwardedHead } from '../http/forwarded-head.js';
import type { RequestHead } from '../http/request-head.js';
import type { Pool } from '../pools/pool.js';
import type { Target } from '../pools/target.js';
import { isCongested } from './backpressure.js';
import type { ClientConnection } from './client-connection.js';
import { bodyOf, failExchange, SMALL_BODY_BYTES, type Exchange } from './exchange.js';
import { takeConnection } from './upstream-connection.js';

export interface Destination {
  readonly pool: Pool;
  readonly target: Target;
  readonly cookies: string;
}

/**
 * Sends the request on and returns the index after its last byte in `bytes`; -1 when the target has no address. There is no second attempt anywhere, not even for a connection that turns out to be closed: once a byte
 * may have been written nobody knows whether the target acted on it, and clients must see the 502 that AWS would give.
 */
export function openExchange(
  client: ClientConnection,
  head: RequestHead,
  destination: Destination,
  bytes: Buffer,
): number {
  const { pool, target, cookies } = destination;
  const { listener } = client;
  pool.counts.requests++;
  listener.balancer.counts.requests++;
  const upstream = takeConnection(listener.plane, pool, target);
  if (upstream === null) return -1;
  const exchange: Exchange = {
    client,
    upstream,
    head,
    pool,
    target,
    cookies,
    startedAt: performance.now(),
    requestBody: bodyOf(head),
    responseBody: null,
    relay: 'as-is',
    upstreamReusable: false,
    clientReusable: head.keepAlive,
    tunnel: false,
  };
  pool.counts.outstandingRequests++;
  target.outstanding++;
  upstream.exchange = exchange;
  client.exchange = exchange;
  const { options } = listener.plane;
  const text = forwardedHead(head, listener.balancer.config, client.facts, options.clock.now());
  upstream.useTimeout(listener.balancer.config.idleTimeoutMs);
  return sendHead(exchange, text, bytes);
}

function sendHead(exchange: Exchange, text: string, bytes: Buffer): number {
  const { client, upstream, requestBody } = exchange;
  if (requestBody === null) {
    upstream.socket.write(text, 'latin1');
    return 0;
  }
  const end = requestBody.take(bytes, 0);
  if (end === -1) {
    failExchange(exchange, 400);
    return bytes.length;
  }
  if (end <= SMALL_BODY_BYTES) {
    upstream.socket.write(end === 0 ? text : text + bytes.toString('latin1', 0, end), 'latin1');
  } else {
    upstream.socket.cork();
    upstream.socket.write(text, 'latin1');
    upstream.socket.write(bytes.subarray(0, end));
    upstream.socket.uncork();
    if (isCongested(upstream.socket)) client.socket.pause();
  }
  if (requestBody.done) exchange.requestBody = null;
  else if (exchange.head.expectContinue && end === 0) client.socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
  return end;
}
