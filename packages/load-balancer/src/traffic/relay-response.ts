import { BodyReader } from '../http/body-reader.js';
import {
  MAX_RESPONSE_HEAD_BYTES,
  mayBecomeResponseHead,
  parseResponseHead,
  type ResponseHead,
} from '../http/response-head.js';
import { reasonOf } from '../http/own-answer.js';
import { isCongested } from './backpressure.js';
import { applicationCookie, failExchange, finishExchange, SMALL_BODY_BYTES, type Exchange } from './exchange.js';

/** Passes on what the target sent: interim answers, the final head, the body; ends the exchange at its last byte. */
export function relayResponse(exchange: Exchange, chunk: Buffer): void {
  const { client, upstream } = exchange;
  if (exchange.tunnel) {
    client.socket.write(chunk);
    if (isCongested(client.socket)) upstream.socket.pause();
    return;
  }
  if (exchange.responseBody !== null) {
    relayBody(exchange, exchange.responseBody, chunk);
    return;
  }
  let bytes = chunk;
  if (upstream.partialHead !== null) {
    bytes = Buffer.concat([upstream.partialHead, chunk]);
    upstream.partialHead = null;
  }
  relayHeads(exchange, bytes);
}

/** The target said that no more comes: right for a body that ends so, a failure for every other. */
export function relayEnd(exchange: Exchange): void {
  const { client, responseBody } = exchange;
  if (exchange.tunnel) {
    client.socket.end();
    return;
  }
  if (responseBody === null || responseBody.framing !== 'until-close') {
    failExchange(exchange, 502);
    return;
  }
  if (exchange.relay === 'add-chunks') client.socket.write('0\r\n\r\n', 'latin1');
  finishExchange(exchange);
}

function relayHeads(exchange: Exchange, bytes: Buffer): void {
  let rest = bytes;
  for (;;) {
    const text = rest.toString('latin1', 0, Math.min(rest.length, MAX_RESPONSE_HEAD_BYTES + SMALL_BODY_BYTES));
    const blank = text.indexOf('\r\n\r\n');
    if (blank === -1 || blank + 4 > MAX_RESPONSE_HEAD_BYTES) {
      if (rest.length > MAX_RESPONSE_HEAD_BYTES || !mayBecomeResponseHead(text)) failExchange(exchange, 502);
      else exchange.upstream.partialHead = rest;
      return;
    }
    const end = blank + 4;
    const head = parseResponseHead(text.slice(0, end));
    if (head === null || (head.status === 101 && exchange.head.upgrade === null)) {
      failExchange(exchange, 502);
      return;
    }
    if (head.status >= 200) {
      relayFinal(exchange, head, text, rest, end);
      return;
    }
    rest = rest.subarray(end);
    if (head.status === 101) {
      openTunnel(exchange, head, rest);
      return;
    }
    relayInterim(exchange, head);
    if (rest.length === 0) return;
  }
}

/** 100 stays here, because the balancer gave its own; HTTP/1.0 clients know no interim answers. */
function relayInterim(exchange: Exchange, head: ResponseHead): void {
  if (head.status === 100 || exchange.head.minorVersion === 0) return;
  exchange.client.socket.write(`${statusLine(head)}${head.fields}\r\n`, 'latin1');
}

function statusLine(head: ResponseHead): string {
  return `HTTP/1.1 ${head.status} ${head.reason === '' ? reasonOf(head.status) : head.reason}\r\n`;
}

function openTunnel(exchange: Exchange, head: ResponseHead, rest: Buffer): void {
  const { client, upstream } = exchange;
  recordAnswer(exchange, head.status);
  exchange.tunnel = true;
  exchange.clientReusable = false;
  const upgrade = head.upgrade ?? exchange.head.upgrade ?? '';
  client.socket.write(
    `${statusLine(head)}${head.fields}Connection: Upgrade\r\nUpgrade: ${upgrade}\r\n${exchange.cookies}\r\n`,
    'latin1',
  );
  if (rest.length > 0) client.socket.write(rest);
  const early = client.takePending();
  if (early !== null) upstream.socket.write(early);
  client.resume();
}

function relayFinal(exchange: Exchange, head: ResponseHead, text: string, bytes: Buffer, end: number): void {
  const { client } = exchange;
  const body = responseBody(exchange, head);
  exchange.responseBody = body;
  // A 204 that announces a body may send one, which would be taken for the next answer.
  const bodyIsOver = head.status !== 204 || (!head.chunked && !head.contentLength);
  exchange.upstreamReusable = head.keepAlive && bodyIsOver && body.framing !== 'until-close';
  if (client.mustClose()) exchange.clientReusable = false;
  const rendered =
    statusLine(head) +
    head.fields +
    framingFields(exchange, head) +
    exchange.cookies +
    applicationCookie(exchange, head.fields) +
    '\r\n';
  if (exchange.relay === 'as-is' && bytes.length <= end + SMALL_BODY_BYTES) {
    const bodyEnd = body.take(bytes, end);
    if (bodyEnd === -1) {
      // Nothing of the answer has left yet, so the client can still be told.
      exchange.responseBody = null;
      failExchange(exchange, 502);
      return;
    }
    recordAnswer(exchange, head.status);
    client.socket.write(bodyEnd === end ? rendered : rendered + text.slice(end, bodyEnd), 'latin1');
    afterPiece(exchange, body, bodyEnd, bytes.length);
    return;
  }
  recordAnswer(exchange, head.status);
  client.socket.cork();
  client.socket.write(rendered, 'latin1');
  relayBody(exchange, body, bytes.subarray(end));
  client.socket.uncork();
}

function recordAnswer(exchange: Exchange, status: number): void {
  exchange.pool.recordAnswer(status, performance.now() - exchange.startedAt);
}

/** How the answer's body ends, and whether the client needs another framing. */
function responseBody(exchange: Exchange, head: ResponseHead): BodyReader {
  if (exchange.head.method === 'HEAD' || head.status === 204 || head.status === 304) {
    return new BodyReader({ kind: 'length', bytes: 0 });
  }
  const oldClient = exchange.head.minorVersion === 0;
  if (head.chunked) {
    if (oldClient) {
      exchange.relay = 'strip-chunks';
      exchange.clientReusable = false;
    }
    return new BodyReader({ kind: 'chunked' });
  }
  if (head.contentLength !== null) return new BodyReader({ kind: 'length', bytes: head.contentLength });
  if (oldClient) exchange.clientReusable = false;
  else exchange.relay = 'add-chunks';
  return new BodyReader({ kind: 'until-close' });
}

function framingFields(exchange: Exchange, head: ResponseHead): string {
  const oldClient = exchange.head.minorVersion === 0;
  const chunked = exchange.relay === 'add-chunks' || (head.chunked && !oldClient && head.status !== 204);
  let fields = chunked ? 'Transfer-Encoding: chunked\r\n' : '';
  if (!exchange.clientReusable) fields += 'Connection: close\r\n';
  else if (oldClient) fields += 'Connection: keep-alive\r\n';
  return fields;
}

function relayBody(exchange: Exchange, body: BodyReader, bytes: Buffer): void {
  const { socket } = exchange.client;
  let end: number;
  if (exchange.relay === 'as-is') {
    end = body.take(bytes, 0);
    if (end > 0) socket.write(end === bytes.length ? bytes : bytes.subarray(0, end));
  } else {
    socket.cork();
    end = body.take(bytes, 0, (from, to) => {
      if (exchange.relay === 'add-chunks') socket.write(`${(to - from).toString(16)}\r\n`, 'latin1');
      socket.write(bytes.subarray(from, to));
      if (exchange.relay === 'add-chunks') socket.write('\r\n', 'latin1');
    });
    socket.uncork();
  }
  if (end === -1) failExchange(exchange, 502);
  else afterPiece(exchange, body, end, bytes.length);
}

function afterPiece(exchange: Exchange, body: BodyReader, end: number, length: number): void {
  if (body.done) {
    // Bytes after the last answer belong to nobody: such a connection must not serve another request.
    if (end < length) exchange.upstreamReusable = false;
    finishExchange(exchange);
  } else if (isCongested(exchange.client.socket)) {
    exchange.upstream.socket.pause();
  }
}
