import { randomBytes } from 'node:crypto';

export const TRACE_HEADER = 'X-Amzn-Trace-Id';

const ID_BYTES = 12;
const POOL_BYTES = ID_BYTES * 256;
let pool = Buffer.alloc(0);
let next = 0;

/** 24 hexadecimal digits; drawn from a pool because one draw a request would cost more than the rest of its headers. */
function randomId(): string {
  if (next >= pool.length) {
    pool = randomBytes(POOL_BYTES);
    next = 0;
  }
  next += ID_BYTES;
  return pool.toString('hex', next - ID_BYTES, next);
}

/** The trace header to send on (contract B7): a new Root, or this hop's Self before what came in. */
export function traceHeader(incoming: string | null, nowMs: number): string {
  const stamp = `1-${Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0')}-${randomId()}`;
  if (incoming === null) return `Root=${stamp}`;
  const others = incoming.split(';').map((part) => part.trim());
  const kept = others.filter((part) => part !== '' && !part.startsWith('Self='));
  const own = kept.some((part) => part.startsWith('Root=')) ? `Self=${stamp}` : `Root=${stamp}`;
  return [own, ...kept].join(';');
}
