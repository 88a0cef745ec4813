import type { FileHandle } from 'node:fs/promises';
import { centralHeader, endOfDirectory, localHeader, narrowLimit } from './zip-records.js';
import type { ZipRecord } from './zip-records.js';

/**
 * Writes a zip container around content that is already compressed. yazl and its like compress one entry after the
 * other inside; here several are deflated at once elsewhere, so the container has to take what is ready.
 */
export interface ZipWriter {
  /** An entry whose content is at hand. */
  add(entry: ZipEntry, content: ZipContent, data: Buffer): Promise<void>;
  /** An entry too large to hold: `fill` writes the compressed data piece by piece and says in the end what it was. */
  addStreamed(entry: ZipEntry, expectedBytes: number, fill: (write: Write) => Promise<ZipContent>): Promise<void>;
  /** Writes the directory. @returns the size of the file in bytes */
  end(): Promise<number>;
}

export type Write = (data: Buffer) => Promise<void>;
export type ZipEntry = Pick<ZipRecord, 'mode'> & { path: string };
export type ZipContent = Pick<ZipRecord, 'method' | 'crc32' | 'bytes' | 'compressedBytes'>;

const pieceBytes = 1024 * 1024;
/** Deflate can make content a little larger, so room for 64-bit sizes is kept well before the limit. */
const wideFrom = narrowLimit - 64 * 1024 * 1024;

/** `start` is where in the file the zip begins to be written. */
export function createZipWriter(file: FileHandle, start = 0): ZipWriter {
  const directory: Buffer[] = [];
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let position = start;

  const flush = async (): Promise<void> => {
    const pieces = waiting;
    const at = position - waitingBytes;
    waiting = [];
    waitingBytes = 0;
    if (pieces.length > 0) await writeAll(file, Buffer.concat(pieces), at);
  };
  const write: Write = async (data) => {
    waiting.push(data);
    waitingBytes += data.length;
    position += data.length;
    if (waitingBytes >= pieceBytes) await flush();
  };
  const recordOf = (entry: ZipEntry, content: ZipContent, wide: boolean): ZipRecord => ({
    ...content,
    name: Buffer.from(entry.path, 'utf8'),
    mode: entry.mode,
    offset: position,
    wide,
  });

  return {
    async add(entry, content, data) {
      const record = recordOf(entry, content, false);
      directory.push(centralHeader(record));
      await write(localHeader(record));
      await write(data);
    },
    async addStreamed(entry, expectedBytes, fill) {
      const wide = expectedBytes >= wideFrom;
      const draft = recordOf(entry, { method: 'stored', crc32: 0, bytes: 0, compressedBytes: 0 }, wide);
      await write(localHeader(draft));
      const content = await fill(write);
      if (!wide && (content.bytes >= narrowLimit || content.compressedBytes >= narrowLimit)) {
        throw new Error(`${entry.path} grew beyond 4 GiB while it was bundled`);
      }
      const record = { ...draft, ...content };
      directory.push(centralHeader(record));
      await flush();
      await writeAll(file, localHeader(record), record.offset);
    },
    async end() {
      const offset = position;
      for (const header of directory) await write(header);
      await write(endOfDirectory(directory.length, position - offset, offset));
      await flush();
      return position;
    },
  };
}

async function writeAll(file: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let done = 0; done < data.length;) {
    const { bytesWritten } = await file.write(data, done, data.length - done, position + done);
    done += bytesWritten;
  }
}
