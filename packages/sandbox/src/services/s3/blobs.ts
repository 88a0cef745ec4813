import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import type { Digest } from './checksums/algorithms.js';

/**
 * Bytes on disk under random names: a key never becomes a path. A blob is written once, complete before it gets its name,
 * and never changed; one that is being read stays until the last reader is done.
 */
export interface BlobStore {
  /** Streams `source` to disk past the digests. Rejects, leaving nothing behind, when the source fails. */
  write(
    source: AsyncIterable<Uint8Array | string>,
    digests: readonly Digest[],
  ): Promise<{ readonly blob: string; readonly bytes: number }>;
  /** Keeps the blob readable until the returned function is called. */
  hold(blob: string): () => void;
  /** Bytes `start` to `end`, both included; the blob is held until the stream closes. */
  read(blob: string, start: number, end: number): Readable;
  /** Removes the blob, at once or when nobody reads it any more. */
  discard(blob: string): void;
  has(blob: string): boolean;
  /** Removes what a former run left: unfinished writes and blobs nobody refers to. */
  sweep(referenced: ReadonlySet<string>): void;
}

export function createBlobStore(folder: string): BlobStore {
  const blobs = join(folder, 'blobs');
  const incoming = join(folder, 'incoming');
  mkdirSync(blobs, { recursive: true });
  mkdirSync(incoming, { recursive: true });
  const readers = new Map<string, number>();
  const doomed = new Set<string>();
  const remove = (blob: string) => rmSync(join(blobs, blob), { force: true });

  const hold = (blob: string) => {
    readers.set(blob, (readers.get(blob) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (readers.get(blob) ?? 1) - 1;
      if (left > 0) readers.set(blob, left);
      else {
        readers.delete(blob);
        if (doomed.delete(blob)) remove(blob);
      }
    };
  };

  return {
    async write(source, digests) {
      const blob = randomUUID();
      const unfinished = join(incoming, blob);
      try {
        const bytes = await writeFile(unfinished, source, digests);
        await rename(unfinished, join(blobs, blob));
        return { blob, bytes };
      } catch (error) {
        rmSync(unfinished, { force: true });
        throw error;
      }
    },
    hold,
    read(blob, start, end) {
      // A range of nothing cannot be asked of createReadStream.
      if (end < start) return new PassThrough().end();
      const release = hold(blob);
      return createReadStream(join(blobs, blob), { start, end, highWaterMark: 256 * 1024 }).once('close', release);
    },
    discard(blob) {
      if (readers.has(blob)) doomed.add(blob);
      else remove(blob);
    },
    has: (blob) => existsSync(join(blobs, blob)),
    sweep(referenced) {
      for (const name of readdirSync(incoming)) rmSync(join(incoming, name), { force: true });
      for (const name of readdirSync(blobs)) if (!referenced.has(name)) remove(name);
    },
  };
}

async function writeFile(
  path: string,
  source: AsyncIterable<Uint8Array | string>,
  digests: readonly Digest[],
): Promise<number> {
  const file = await open(path, 'wx');
  try {
    let bytes = 0;
    for await (const piece of source) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      for (const digest of digests) digest.update(chunk);
      await file.writeFile(chunk);
      bytes += chunk.length;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
