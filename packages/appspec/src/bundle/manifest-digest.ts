import { createHash } from 'node:crypto';
import type { BundleEntry } from './scan-source.js';

/** Builds a bundle's digest from its entries in order: SHA-256 over path, mode, size and content hash of each. */
export interface ManifestDigest {
  add(entry: BundleEntry, bytes: number, contentSha256: string): void;
  /** 64 lower-case hex digits. */
  hex(): string;
}

export function createManifestDigest(): ManifestDigest {
  const hash = createHash('sha256');
  return {
    // A zero byte is in no path and a line break is refused in all of them, so no two bundles give the same manifest.
    add: (entry, bytes, contentSha256) =>
      void hash.update(`${entry.path}\0${entry.mode.toString(8)}\0${bytes}\0${contentSha256}\n`),
    hex: () => hash.digest('hex'),
  };
}
