import type { Socket } from 'node:net';

const MAX_UNSENT_BYTES = 65_536;

/**
 * Whether the other side must wait for `drain`. `write` itself says so too early: it answers false for any large piece,
 * even when the system took it at once. Above this bound, which is no lower than node's own, a `drain` always follows.
 */
export function isCongested(socket: Socket): boolean {
  return socket.writableLength > MAX_UNSENT_BYTES;
}
