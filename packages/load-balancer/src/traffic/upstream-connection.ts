import { connect, type Socket } from 'node:net';
import type { Pool } from '../pools/pool.js';
import type { Target } from '../pools/target.js';
import { failExchange, finishExchange, type Exchange } from './exchange.js';
import { relayEnd, relayResponse } from './relay-response.js';
import type { PlaneContext } from './surroundings.js';

/** One connection to a target: busy with one exchange, or idle among the target's. */
export class UpstreamConnection {
  readonly socket: Socket;
  exchange: Exchange | null = null;
  /** The beginning of an answer whose head is not complete yet. */
  partialHead: Buffer | null = null;
  private connected = false;
  private timeoutMs = 0;

  constructor(
    plane: PlaneContext,
    private readonly pool: Pool,
    private readonly target: Target,
    place: { readonly host: string; readonly port: number },
  ) {
    this.socket = connect({ host: place.host, port: place.port, noDelay: true, allowHalfOpen: true });
    pool.counts.newConnections++;
    pool.counts.activeConnections++;
    target.open.add(this);
    const deadline = setTimeout(() => this.fail(504), plane.connectTimeoutMs);
    deadline.unref();
    this.socket.on('connect', () => {
      this.connected = true;
      clearTimeout(deadline);
    });
    this.socket.on('data', (chunk: Buffer) => {
      if (this.exchange === null) this.socket.destroy();
      else relayResponse(this.exchange, chunk);
    });
    this.socket.on('drain', () => this.exchange?.client.resume());
    this.socket.on('end', () => {
      if (this.exchange === null) this.socket.destroy();
      else relayEnd(this.exchange);
    });
    this.socket.on('timeout', () => {
      if (this.exchange === null) this.socket.destroy();
    });
    this.socket.on('error', () => undefined); // `close` follows and does the work.
    this.socket.on('close', () => {
      clearTimeout(deadline);
      this.forget();
    });
  }

  /** Closes after this much silence, once idle. */
  useTimeout(ms: number): void {
    if (this.timeoutMs === ms) return;
    this.timeoutMs = ms;
    this.socket.setTimeout(ms);
  }

  /** The exchange is over. */
  release(reusable: boolean): void {
    if (reusable && !this.socket.destroyed && this.target.phase !== 'draining') {
      if (this.socket.isPaused()) this.socket.resume();
      this.target.idle.push(this);
    } else {
      this.socket.destroy();
    }
  }

  /** Ends it now, whatever it does: a waiting client gets a 502, a begun answer ends short. */
  cut(): void {
    if (this.exchange === null) this.socket.destroy();
    else failExchange(this.exchange, 502);
    this.leaveIdle();
  }

  private fail(status: number): void {
    if (!this.connected) this.pool.counts.connectionErrors++;
    this.connected = true;
    if (this.exchange !== null) failExchange(this.exchange, status);
    else this.socket.destroy();
  }

  private forget(): void {
    this.pool.counts.activeConnections--;
    this.target.open.delete(this);
    this.leaveIdle();
    if (this.exchange?.tunnel) finishExchange(this.exchange);
    else if (this.exchange !== null) this.fail(502);
  }

  private leaveIdle(): void {
    const at = this.target.idle.indexOf(this);
    if (at >= 0) this.target.idle.splice(at, 1);
  }
}

/** An idle connection to the target, else a new one; null when the target has no address. */
export function takeConnection(plane: PlaneContext, pool: Pool, target: Target): UpstreamConnection | null {
  for (let idle = target.idle.pop(); idle !== undefined; idle = target.idle.pop()) {
    if (!idle.socket.destroyed) return idle;
  }
  const place = plane.options.resolve(target.address);
  if (place !== undefined) return new UpstreamConnection(plane, pool, target, place);
  pool.counts.connectionErrors++;
  return null;
}
