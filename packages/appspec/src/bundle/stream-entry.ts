import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { deflateOptions } from './pack-entry.js';
import { readChunks } from './read-content.js';
import type { BundleEntry } from './scan-source.js';
import { worthDeflating } from './worth-deflating.js';
import type { Write, ZipContent } from './zip-writer.js';

export interface StreamedEntry {
  content: ZipContent;
  sha256: string;
}

/** Sends a large entry through deflate, or as it is, with no more than a few MiB in memory. */
export async function streamEntry(
  entry: BundleEntry,
  write: Write,
  onBytes: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<StreamedEntry> {
  const hash = createHash('sha256');
  let checksum = 0;
  let bytes = 0;
  let compressedBytes = 0;
  const source = readChunks(entry, signal)[Symbol.asyncIterator]();
  const first = await source.next();
  const beginning = first.done === true ? Buffer.alloc(0) : first.value;

  async function* watched(): AsyncGenerator<Buffer> {
    for (let chunk = beginning; chunk.length > 0;) {
      hash.update(chunk);
      checksum = crc32(chunk, checksum);
      bytes += chunk.length;
      onBytes(chunk.length);
      yield chunk;
      const next = await source.next();
      chunk = next.done === true ? Buffer.alloc(0) : next.value;
    }
  }

  const deflated = worthDeflating(beginning);
  const output: AsyncIterable<Buffer> = deflated ? throughDeflate(watched()) : watched();
  for await (const chunk of output) {
    await write(chunk);
    compressedBytes += chunk.length;
  }
  const content: ZipContent = { method: deflated ? 'deflated' : 'stored', crc32: checksum, bytes, compressedBytes };
  return { content, sha256: hash.digest('hex') };
}

async function* throughDeflate(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = Readable.from(chunks, { objectMode: false });
  const deflater = createDeflateRaw({ ...deflateOptions, chunkSize: 256 * 1024 });
  input.on('error', (error) => deflater.destroy(error));
  input.pipe(deflater);
  try {
    for await (const chunk of deflater) yield chunk as Buffer;
  } finally {
    input.destroy();
    deflater.destroy();
  }
}
