import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { BundleEntry } from './scan-source.js';

/** Above this an entry is streamed instead of read as a whole. */
const largeEntryBytes = 4 * 1024 * 1024;

export function isLarge(entry: BundleEntry): boolean {
  return entry.bytes > largeEntryBytes;
}

export async function readWhole(entry: BundleEntry): Promise<Buffer> {
  return 'content' in entry.from ? entry.from.content : readFile(entry.from.file);
}

/** The content in chunks of one MiB. */
export async function* readChunks(entry: BundleEntry, signal?: AbortSignal): AsyncGenerator<Buffer> {
  if ('content' in entry.from) {
    yield entry.from.content;
    return;
  }
  for await (const chunk of createReadStream(entry.from.file, { highWaterMark: 1024 * 1024, signal })) {
    yield chunk as Buffer;
  }
}
