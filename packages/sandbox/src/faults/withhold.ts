import type { IncomingMessage } from 'node:http';
import type { NoAnswer } from './call-facts.js';

/** Leaves the client without an answer, in the way the fault asks for. */
export function withhold(request: IncomingMessage, { how, ms }: NoAnswer): void {
  if (how === 'cut') {
    request.socket.resetAndDestroy();
    return;
  }
  request.resume();
  if (ms !== null) setTimeout(() => request.socket.destroy(), ms).unref();
}
