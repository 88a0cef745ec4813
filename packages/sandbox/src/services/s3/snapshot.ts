import type { BlobStore } from './blobs.js';
import { createSortedKeys } from './sorted-keys.js';
import type { Bucket, ObjectVersion, S3State, Upload, UploadedPart } from './state.js';

const VERSION = 1;

/** The state as JSON: everything but the bytes, which are in the blob folder already. */
interface Snapshot {
  readonly version: typeof VERSION;
  readonly sequence: number;
  readonly buckets: readonly BucketSnapshot[];
}

type Kept = 'name' | 'createdAt' | 'versioning' | 'lifecycle' | 'publicAccess' | 'policy' | 'settings';
type BucketSnapshot = Pick<Bucket, Kept> & {
  /** All versions, key by key, newest first. */
  readonly versions: readonly ObjectVersion[];
  readonly uploads: readonly (Omit<Upload, 'parts'> & { readonly parts: readonly UploadedPart[] })[];
};

export function takeSnapshot(state: S3State): Snapshot {
  return {
    version: VERSION,
    sequence: state.sequence,
    buckets: [...state.buckets.values()].map((bucket) => ({
      name: bucket.name,
      createdAt: bucket.createdAt,
      versioning: bucket.versioning,
      lifecycle: bucket.lifecycle,
      publicAccess: bucket.publicAccess,
      policy: bucket.policy,
      settings: bucket.settings,
      versions: bucket.keys.all.flatMap((key) => bucket.versions.get(key) ?? []),
      uploads: [...bucket.uploads.values()].map((upload) => ({ ...upload, parts: [...upload.parts.values()] })),
    })),
  };
}

/**
 * Puts a snapshot (JSON read back) in place of the state. Versions and parts whose bytes are gone are left out, bytes that
 * nothing refers to are removed: both are what a kill between a change and the next snapshot leaves behind.
 * Throws when the snapshot is of another version.
 */
export function restoreSnapshot(state: S3State, blobs: BlobStore, given: object): void {
  const snapshot = given as Snapshot;
  if (snapshot.version !== VERSION)
    throw new TypeError(`S3 state of version ${String(snapshot.version)} cannot be read.`);
  state.buckets.clear();
  state.sequence = snapshot.sequence;
  const referenced = new Set<string>();
  const isThere = (one: { readonly blob: string }) => {
    const there = blobs.has(one.blob);
    if (there) referenced.add(one.blob);
    return there;
  };
  for (const bucket of snapshot.buckets) {
    const kept = bucket.versions.filter((version) => version.kind === 'delete-marker' || isThere(version));
    const uploads = bucket.uploads.map((upload): [string, Upload] => {
      const parts = new Map(upload.parts.filter(isThere).map((part) => [part.number, part]));
      return [upload.id, { ...upload, parts }];
    });
    const versions = byKey(kept.map((version) => ({ ...version })));
    const keys = createSortedKeys(versions.keys());
    state.buckets.set(bucket.name, { ...bucket, keys, versions, uploads: new Map(uploads) });
  }
  blobs.sweep(referenced);
}

function byKey(versions: readonly ObjectVersion[]): Map<string, ObjectVersion[]> {
  const map = new Map<string, ObjectVersion[]>();
  for (const version of versions) {
    const ofKey = map.get(version.key);
    if (ofKey) ofKey.push(version);
    else map.set(version.key, [version]);
  }
  return map;
}
