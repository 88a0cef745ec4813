import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import { readWhole } from './read-content.js';
import type { BundleEntry } from './scan-source.js';
import { worthDeflating } from './worth-deflating.js';
import type { ZipContent } from './zip-writer.js';

export interface PackedEntry {
  entry: BundleEntry;
  content: ZipContent;
  sha256: string;
  data: Buffer;
}

/** The level is zip's own default. */
export const deflateOptions: ZlibOptions = { level: 6, memLevel: 8 };

const deflate = promisify<Buffer, ZlibOptions, Buffer>(deflateRaw);

/** Reads, hashes and deflates one entry. The deflating happens on zlib's threads, so several entries go side by side. */
export async function packEntry(entry: BundleEntry): Promise<PackedEntry> {
  const raw = await readWhole(entry);
  const sha256 = createHash('sha256').update(raw).digest('hex');
  // One output chunk as large as the input: every further chunk would be one more trip to the thread pool.
  const options = { ...deflateOptions, chunkSize: Math.max(1024, raw.length) };
  const deflated = raw.length > 0 && worthDeflating(raw) ? await deflate(raw, options) : raw;
  const smaller = deflated.length < raw.length;
  const data = smaller ? deflated : raw;
  const method = smaller ? 'deflated' : 'stored';
  return {
    entry,
    sha256,
    data,
    content: { method, crc32: crc32(raw), bytes: raw.length, compressedBytes: data.length },
  };
}
