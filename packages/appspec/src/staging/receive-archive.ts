import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StagingRequest } from './messages.js';

/** Longest request that is waited for, in bytes. */
const LONGEST_LINE = 64 * 1024;

export interface Incoming {
  /** The first line, without its end. */
  line: string;
  /** What follows it. */
  rest: AsyncIterable<Buffer>;
}

/** Throws when the stream ends before the first line does. */
export async function readFirstLine(input: AsyncIterable<Buffer>): Promise<Incoming> {
  const chunks = input[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  while (!held.includes(10)) {
    const next = await chunks.next();
    if (next.done) throw new Error('The sender left before it said what it wants');
    held = Buffer.concat([held, next.value]);
    if (held.length > LONGEST_LINE && !held.includes(10)) throw new Error('The request is too long');
  }
  const end = held.indexOf(10);
  async function* rest(): AsyncGenerator<Buffer, void, void> {
    yield held.subarray(end + 1);
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { line: held.subarray(0, end).toString('utf8'), rest: rest() };
}

/** Writes exactly the archive that the request describes. Throws for any other; what comes after it is not read. */
export async function receiveArchive(
  { bytes, sha256 }: StagingRequest,
  input: AsyncIterable<Buffer>,
  file: string,
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const hash = createHash('sha256');
  let received = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(first(input, bytes), counting, createWriteStream(file, { mode: 0o600 }));
  if (received < bytes) throw new Error(`The connection ended after ${received} of ${bytes} bytes`);
  if (hash.digest('hex') !== sha256) throw new Error('The archive arrived damaged');
}

async function* first(input: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer, void, void> {
  let left = bytes;
  for await (const chunk of input) {
    yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.length);
    if (left === 0) return;
  }
}
