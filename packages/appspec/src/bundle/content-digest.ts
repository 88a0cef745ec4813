import { createHash } from 'node:crypto';
import type { BundleInput } from './bundle-input.js';
import { inOrder } from './in-order.js';
import { createManifestDigest } from './manifest-digest.js';
import { isLarge, readChunks, readWhole } from './read-content.js';
import { scanSource } from './scan-source.js';
import type { BundleEntry } from './scan-source.js';

/**
 * The digest a bundle of this content has, without making one. It depends on paths, executable bits and content alone:
 * not on times, owners, the machine or the zip format.
 * @returns SHA-256 as 64 hex digits, the number of entries and the bytes of their content
 * @throws BundleError `BUNDLE_REFUSED` with everything in the folder that cannot be bundled
 */
export async function contentDigest(input: BundleInput): Promise<{ digest: string; files: number; bytes: number }> {
  const entries = await scanSource(input);
  const manifest = createManifestDigest();
  let total = 0;
  const hashed = inOrder(
    entries,
    (entry) => (isLarge(entry) ? 0 : entry.bytes),
    (entry) => hashContent(entry, input.signal),
    { items: 16, bytes: 16 * 1024 * 1024 },
  );
  for await (const { entry, bytes, sha256 } of hashed) {
    input.signal?.throwIfAborted();
    manifest.add(entry, bytes, sha256);
    total += bytes;
  }
  return { digest: manifest.hex(), files: entries.length, bytes: total };
}

async function hashContent(
  entry: BundleEntry,
  signal?: AbortSignal,
): Promise<{ entry: BundleEntry; bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const take = (chunk: Buffer): void => {
    hash.update(chunk);
    bytes += chunk.length;
  };
  if (isLarge(entry)) for await (const chunk of readChunks(entry, signal)) take(chunk);
  else take(await readWhole(entry));
  return { entry, bytes, sha256: hash.digest('hex') };
}
