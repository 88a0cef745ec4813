import { createWriteStream } from 'node:fs';
import { chmod, mkdir, open, symlink, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { BundleError, refusal } from './bundle-error.js';
import { entrySetProblems } from './entry-set.js';
import type { ListedEntry } from './entry-set.js';
import { inOrder } from './in-order.js';

/** The archive as yauzl sees it, and the same file for reading content from. */
interface Archive {
  zip: ZipFile;
  file: FileHandle;
}

const linkTargetLimit = 4096;
/** Larger entries are streamed. */
const wholeBytes = 1024 * 1024;
const inflate = promisify<Buffer, ZlibOptions, Buffer>(inflateRaw);

/** Unpacks into an empty folder. The whole table of contents is judged before the first byte is written. */
export async function extractZip(archive: string, folder: string, signal?: AbortSignal): Promise<void> {
  const zip = await opened(archive);
  const file = await open(archive, 'r');
  try {
    const entries = await allEntries(zip);
    const problems = entrySetProblems(
      entries.map((entry) => ({ path: entry.fileName, kind: kindOf(entry) })),
      false,
    );
    if (problems.length > 0) throw new BundleError('ARCHIVE_REFUSED', problems);
    await makeFolders(folder, entries);
    const files = entries.filter((entry) => kindOf(entry) === 'file');
    const written = inOrder(
      files,
      () => 1,
      (entry) => writeFile({ zip, file }, entry, folder, signal),
      { items: 8, bytes: 8 },
    );
    for (let step = await written.next(); step.done !== true;) step = await written.next();
    // Links come last, so that no file is ever written through one.
    for (const entry of entries.filter((each) => kindOf(each) === 'link'))
      await writeLink({ zip, file }, entry, folder);
  } catch (error) {
    if (error instanceof BundleError || signal?.aborted === true) throw error;
    throw broken(archive, error);
  } finally {
    zip.close();
    await file.close();
  }
}

async function opened(archive: string): Promise<ZipFile> {
  try {
    return await openPromise(archive, { lazyEntries: true, autoClose: false, decodeStrings: true });
  } catch (error) {
    throw broken(archive, error);
  }
}

function broken(archive: string, cause: unknown): BundleError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BundleError('ARCHIVE_REFUSED', [refusal(archive, `the archive cannot be unpacked: ${reason}`)]);
}

async function allEntries(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

/** The Unix mode, where the archive was made on a system that has one. */
function unixMode(entry: Entry): number {
  const madeOn = entry.versionMadeBy >> 8;
  return madeOn === 3 || madeOn === 19 ? entry.externalFileAttributes >>> 16 : 0;
}

function kindOf(entry: Entry): ListedEntry['kind'] {
  if (entry.fileName.endsWith('/')) return 'folder';
  const type = unixMode(entry) & 0o170000;
  if (type === 0o120000) return 'link';
  return type === 0 || type === 0o100000 ? 'file' : 'other';
}

async function makeFolders(folder: string, entries: readonly Entry[]): Promise<void> {
  const folders = new Set(
    entries.map((entry) => (entry.fileName.endsWith('/') ? entry.fileName : path.posix.dirname(entry.fileName))),
  );
  for (const each of folders) await mkdir(path.join(folder, each), { recursive: true });
}

async function writeFile(archive: Archive, entry: Entry, folder: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const target = path.join(folder, entry.fileName);
  const mode = unixMode(entry) & 0o777 || 0o644;
  const time = entry.getLastModDate();
  if (entry.uncompressedSize > wholeBytes || entry.compressedSize > wholeBytes) {
    const content = await archive.zip.openReadStreamPromise(entry);
    const check = (chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> => checked(chunks, entry);
    await pipeline(content, check, createWriteStream(target, { flags: 'wx' }), { signal });
    await chmod(target, mode);
    await utimes(target, time, time);
    return;
  }
  const content = await readEntry(archive, entry);
  const file = await open(target, 'wx');
  try {
    await file.writeFile(content);
    await file.chmod(mode);
    await file.utimes(time, time);
  } finally {
    await file.close();
  }
}

/** A small entry at once: a stream for each of thousands of files costs more than their content. */
async function readEntry({ zip, file }: Archive, entry: Entry): Promise<Buffer> {
  if (entry.isEncrypted() || !entry.canDecodeFileData())
    throw new Error(`${entry.fileName} is encrypted or packed in an unknown way`);
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = Buffer.alloc(entry.compressedSize);
  const { bytesRead } = await file.read(packed, 0, packed.length, fileDataStart);
  if (bytesRead < packed.length) throw new Error(`the content of ${entry.fileName} is cut short`);
  // One byte of room, so that content that is longer than announced is noticed and never inflated further.
  const maxOutputLength = entry.uncompressedSize + 1;
  const content =
    entry.compressionMethod === 0
      ? packed
      : await inflate(packed, { maxOutputLength, chunkSize: Math.max(maxOutputLength, 64) });
  if (content.length !== entry.uncompressedSize) throw new Error(`the size of ${entry.fileName} is wrong`);
  if (crc32(content) !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is wrong`);
  return content;
}

/** yauzl compares sizes but leaves the checksum to its user. */
async function* checked(chunks: AsyncIterable<Buffer>, entry: Entry): AsyncGenerator<Buffer> {
  let checksum = 0;
  for await (const chunk of chunks) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is wrong`);
}

async function writeLink(archive: Archive, entry: Entry, folder: string): Promise<void> {
  if (entry.uncompressedSize > linkTargetLimit) throw new Error(`the symlink ${entry.fileName} has too long a target`);
  const target = await readEntry(archive, entry);
  await symlink(target.toString('utf8'), path.join(folder, entry.fileName));
}
