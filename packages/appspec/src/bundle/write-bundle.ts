import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { BundleError, refusal } from './bundle-error.js';
import type { BundleInput } from './bundle-input.js';
import { inOrder } from './in-order.js';
import { createManifestDigest } from './manifest-digest.js';
import { packEntry } from './pack-entry.js';
import type { PackedEntry } from './pack-entry.js';
import { isLarge } from './read-content.js';
import { scanSource } from './scan-source.js';
import type { BundleEntry } from './scan-source.js';
import { streamEntry } from './stream-entry.js';
import { createZipWriter } from './zip-writer.js';
import type { ZipWriter } from './zip-writer.js';

export interface WriteBundleInput extends BundleInput {
  /** The zip file to make. It appears only when it is complete; one that is already there is replaced. */
  output: string;
  /** Bytes of content packed so far, and in all. */
  onProgress?: (done: number, total: number) => void;
}

export interface WrittenBundle {
  path: string;
  /** The same as `contentDigest` gives. */
  digest: string;
  files: number;
  /** Size of the zip file. */
  bytes: number;
}

const limits = { items: 32, bytes: 16 * 1024 * 1024 };

/**
 * Makes a reproducible zip of a folder: the same content gives the same bytes, whatever the times, owners, umask and
 * order on disk. (The bytes also depend on the zlib of the Node version; the digest does not.)
 * Memory stays flat: small files are deflated side by side within a fixed budget, large ones are streamed.
 * @throws BundleError `BUNDLE_REFUSED` with everything in the folder that cannot be bundled
 */
export async function writeBundle(input: WriteBundleInput): Promise<WrittenBundle> {
  await refuseOutputInside(input);
  const entries = await scanSource(input);
  const partial = `${input.output}.${randomUUID()}.partial`;
  const file = await open(partial, 'w');
  try {
    const { digest, bytes } = await pack(entries, file, input);
    await file.close();
    await rename(partial, input.output);
    return { path: input.output, digest, files: entries.length, bytes };
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

async function pack(
  entries: BundleEntry[],
  file: FileHandle,
  input: WriteBundleInput,
): Promise<{ digest: string; bytes: number }> {
  const zip = createZipWriter(file);
  const manifest = createManifestDigest();
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  let done = 0;
  const onBytes = (bytes: number): void => {
    input.signal?.throwIfAborted();
    done += bytes;
    input.onProgress?.(done, total);
  };
  const packed = inOrder<BundleEntry, PackedEntry | BundleEntry>(
    entries,
    (entry) => (isLarge(entry) ? 0 : entry.bytes),
    async (entry) => (isLarge(entry) ? entry : packEntry(entry)),
    limits,
  );
  for await (const next of packed) {
    if ('data' in next) {
      await zip.add(next.entry, next.content, next.data);
      manifest.add(next.entry, next.content.bytes, next.sha256);
      onBytes(next.content.bytes);
    } else {
      const { bytes, sha256 } = await addLarge(zip, next, onBytes, input.signal);
      manifest.add(next, bytes, sha256);
    }
  }
  return { digest: manifest.hex(), bytes: await zip.end() };
}

async function addLarge(
  zip: ZipWriter,
  entry: BundleEntry,
  onBytes: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<{ bytes: number; sha256: string }> {
  let sha256 = '';
  let bytes = 0;
  await zip.addStreamed(entry, entry.bytes, async (write) => {
    const streamed = await streamEntry(entry, write, onBytes, signal);
    ({ sha256 } = streamed);
    ({ bytes } = streamed.content);
    return streamed.content;
  });
  return { bytes, sha256 };
}

/** A bundle inside the folder it is made of would be part of the next bundle. */
async function refuseOutputInside(input: WriteBundleInput): Promise<void> {
  const folder = path.dirname(path.resolve(input.output));
  await mkdir(folder, { recursive: true });
  const relative = path.relative(await realpath(input.source), await realpath(folder));
  if (relative !== '' && (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)))
    return;
  const message = `the bundle ${input.output} would lie in the folder it is made of; choose a place outside ${input.source}`;
  throw new BundleError('BUNDLE_REFUSED', [refusal(input.output, message)]);
}
