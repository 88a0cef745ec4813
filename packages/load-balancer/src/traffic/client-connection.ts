import type { Socket } from 'node:net';
import { hasTooManyAddresses, type ClientFacts } from '../http/forwarded-head.js';
import { errorAnswer, renderAnswer, type OwnAnswer } from '../http/own-answer.js';
import { MAX_HEAD_BYTES, MAX_LINE_BYTES, parseRequestHead, type RequestHead } from '../http/request-head.js';
import { redirectAnswer } from '../routing/redirect.js';
import { chooseDestination } from './choose-destination.js';
import { isCongested } from './backpressure.js';
import { abandonExchange, bodyOf, failExchange, feedRequest, type Exchange } from './exchange.js';
import { openExchange } from './open-exchange.js';
import type { ListenerContext } from './surroundings.js';

/** What a client may send ahead of its answer before it is made to wait. */
const MAX_PENDING_BYTES = 65_536;
/** Real time in which a client may still read a last answer, while what it sends is thrown away. */
const LINGER_MS = 1_000;

/** One client connection: assembles request heads, keeps their order, and gives the balancer's own answers. */
export class ClientConnection {
  exchange: Exchange | null = null;
  readonly facts: ClientFacts;
  private readonly openedAt = performance.now();
  private pending: Buffer | null = null;
  private requests = 0;
  private leaving = false;
  private timeoutMs = 0;

  constructor(
    readonly socket: Socket,
    readonly listener: ListenerContext,
  ) {
    const { counts } = listener.balancer;
    this.facts = {
      address: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      port: socket.remotePort ?? 0,
      protocol: listener.config.tls ? 'https' : 'http',
      publicPort: listener.publicPort,
      localAuthority: listener.localAuthority,
    };
    counts.clientConnections++;
    counts.newConnections++;
    listener.plane.clients.add(this);
    this.useTimeout();
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('drain', () => this.drained());
    socket.on('end', () => this.ended());
    socket.on('timeout', () => this.timedOut());
    socket.on('error', () => undefined); // `close` follows and does the work.
    socket.on('close', () => {
      counts.clientConnections--;
      listener.plane.clients.delete(this);
      this.gone();
    });
  }

  /** The balancer's own answer to the request at hand. */
  answer(answer: OwnAnswer, reusable: boolean, head: RequestHead | null): void {
    const { plane, balancer } = this.listener;
    balancer.ownCodes[answer.status] = (balancer.ownCodes[answer.status] ?? 0) + 1;
    if (this.socket.destroyed) return;
    const stays = reusable && !this.mustClose();
    const text = renderAnswer(answer, {
      serverName: plane.options.serverName,
      nowMs: plane.options.clock.now(),
      withBody: head?.method !== 'HEAD',
      connection: stays ? 'keep-alive' : 'close',
    });
    if (!stays) {
      this.leave(text);
      return;
    }
    this.socket.write(text);
  }

  answerError(status: number, reusable: boolean, head: RequestHead | null = null): void {
    this.answer(errorAnswer(status), reusable, head);
  }

  /** The answer's last byte has been passed on. */
  exchangeDone(reusable: boolean): void {
    if (!reusable) {
      this.leave(null);
      return;
    }
    this.readOn();
  }

  /** Goes on to what the client sent meanwhile. */
  readOn(): void {
    if (this.leaving || isCongested(this.socket)) return;
    const pending = this.takePending();
    this.resume();
    if (pending !== null) this.receive(pending);
  }

  /** No further request on this connection, by age or because its listener closes. */
  mustClose(): boolean {
    const { balancer, closing } = this.listener;
    return closing || performance.now() - this.openedAt >= balancer.config.clientKeepAliveMs;
  }

  /** Says good-bye if nothing is under way; else the answer at hand will be the last. */
  closeWhenIdle(): void {
    if (this.exchange === null && this.pending === null && !this.leaving) this.leave(null);
  }

  takePending(): Buffer | null {
    const { pending } = this;
    this.pending = null;
    return pending;
  }

  resume(): void {
    if (this.socket.isPaused()) this.socket.resume();
  }

  private receive(chunk: Buffer): void {
    if (this.leaving) return;
    const { exchange } = this;
    if (exchange?.tunnel) {
      exchange.upstream.socket.write(chunk);
      if (isCongested(exchange.upstream.socket)) this.socket.pause();
      return;
    }
    let bytes = chunk;
    if (exchange?.requestBody) {
      const end = feedRequest(exchange, chunk);
      if (end === chunk.length) return;
      bytes = chunk.subarray(end);
    }
    if (this.pending !== null) {
      bytes = Buffer.concat([this.pending, bytes]);
      this.pending = null;
    }
    while (bytes.length > 0 && this.exchange === null && !this.leaving && !isCongested(this.socket)) {
      const used = this.readRequest(bytes);
      if (used === 0) break;
      bytes = used === bytes.length ? EMPTY : bytes.subarray(used);
    }
    if (bytes.length === 0 || this.leaving) return;
    this.pending = bytes;
    // A client that sends on and on but reads nothing would fill the memory with its answers.
    if (bytes.length > MAX_PENDING_BYTES || isCongested(this.socket)) this.socket.pause();
  }

  /** Begins the request at the start of `bytes`; returns how many of them it used, 0 when the head is incomplete. */
  private readRequest(bytes: Buffer): number {
    let start = 0;
    while (bytes[start] === 13 && bytes[start + 1] === 10) start += 2;
    const text = bytes.toString('latin1', start, start + MAX_HEAD_BYTES);
    const blank = text.indexOf('\r\n\r\n');
    if (blank === -1) {
      const refusal = judgeIncomplete(text);
      if (refusal === null) return 0;
      this.answerError(refusal, false);
      return bytes.length;
    }
    const end = blank + 4;
    this.requests++;
    const head = parseRequestHead(
      end === text.length ? text : text.slice(0, end),
      this.listener.balancer.config.dropInvalidHeaders,
    );
    if (typeof head === 'number') {
      this.answerError(head, false);
      return bytes.length;
    }
    const after = start + end;
    return after + this.handle(head, after === bytes.length ? EMPTY : bytes.subarray(after));
  }

  /** Decides where the request goes; `bytes` is what came after its head. Returns how many of them were its body. */
  private handle(head: RequestHead, bytes: Buffer): number {
    const { listener } = this;
    this.useTimeout();
    if (head.method === 'TRACE') return this.refuse(errorAnswer(405), head, bytes);
    if (hasTooManyAddresses(head)) return this.refuse(errorAnswer(463), head, bytes);
    const action = listener.routing.actionFor(head, this.facts.address);
    if (action.kind === 'fixed-response') {
      const { status, contentType = 'text/plain', body = '' } = action;
      return this.refuse({ status, contentType, body, fields: '' }, head, bytes);
    }
    if (action.kind === 'redirect') return this.refuse(redirectAnswer(action, head, this.facts), head, bytes);
    const destination = chooseDestination(listener.plane, action, head);
    if (destination === null) return this.refuse(errorAnswer(503), head, bytes);
    const used = openExchange(this, head, destination, bytes);
    return used === -1 ? this.refuse(errorAnswer(502), head, bytes) : used;
  }

  /** Answers without a target. A body that is not all here yet ends the connection: reading it would be for nothing. */
  private refuse(answer: OwnAnswer, head: RequestHead, bytes: Buffer): number {
    const body = bodyOf(head);
    const used = body === null ? 0 : body.take(bytes, 0);
    const whole = body === null || body.done;
    this.answer(answer, head.keepAlive && whole, head);
    return used === -1 ? bytes.length : used;
  }

  private useTimeout(): void {
    const { idleTimeoutMs } = this.listener.balancer.config;
    if (this.timeoutMs === idleTimeoutMs) return;
    this.timeoutMs = idleTimeoutMs;
    this.socket.setTimeout(idleTimeoutMs);
  }

  /** Closes after the last bytes; keeps reading for a while, because a reset would take the answer from the client. */
  private leave(text: string | null): void {
    this.leaving = true;
    this.pending = null;
    this.socket.end(text ?? '', () => this.socket.setTimeout(LINGER_MS));
    this.resume();
  }

  private drained(): void {
    if (this.exchange === null) this.readOn();
    else this.exchange.upstream.socket.resume();
  }

  private ended(): void {
    const { exchange } = this;
    if (exchange?.tunnel) {
      exchange.upstream.socket.end();
    } else if (exchange?.requestBody) {
      failExchange(exchange, 400);
    } else if (!this.leaving) {
      this.socket.destroy();
    }
  }

  private timedOut(): void {
    const { exchange } = this;
    if (this.leaving) {
      this.socket.destroy();
    } else if (exchange !== null) {
      const clientStalled = exchange.requestBody !== null && !this.socket.isPaused();
      failExchange(exchange, clientStalled ? 408 : 504);
    } else if (this.pending !== null || this.requests === 0) {
      this.answerError(408, false);
    } else {
      this.leave(null);
    }
  }

  /** A request that was under way has nobody left to answer: counted as a 460 (contract B6). */
  private gone(): void {
    const { exchange } = this;
    if (exchange === null) return;
    abandonExchange(exchange);
    if (exchange.tunnel) return;
    const { balancer } = this.listener;
    balancer.counts.clientClosed++;
    const status = exchange.requestBody === null ? 460 : 400;
    balancer.ownCodes[status] = (balancer.ownCodes[status] ?? 0) + 1;
  }
}

const EMPTY = Buffer.alloc(0);

/** Null while an incomplete head may still become a good one. */
function judgeIncomplete(text: string): number | null {
  const firstLine = text.indexOf('\r\n');
  if (firstLine === -1 && text.length > MAX_LINE_BYTES) return 414;
  if (text.length >= MAX_HEAD_BYTES) return 400;
  return /(^|[^\r])\n/.test(text) || /^[^!-~\r]|^\r./s.test(text) ? 400 : null;
}
