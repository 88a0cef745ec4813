import { randomBytes } from 'node:crypto';
import { invalidArgument, noSuchBucket, noSuchVersion } from './errors.js';
import type { S3Context } from './request.js';
import type { Bucket, DeleteMarker, ObjectVersion, StoredObject } from './state.js';

/** The word that stands for "written without versioning". */
export const NULL_VERSION = 'null';

/** NoSuchBucket when there is none. */
export function bucketOf(context: Pick<S3Context, 'state'>, name: string): Bucket {
  const bucket = context.state.buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  return bucket;
}

/** What a read of the key sees; null when there is nothing or a delete marker. */
export function currentObject(bucket: Bucket, key: string): StoredObject | null {
  const newest = bucket.versions.get(key)?.[0];
  return newest?.kind === 'object' ? newest : null;
}

/** NoSuchVersion when the key never had it, InvalidArgument when it cannot be a version id at all. */
export function versionOf(bucket: Bucket, key: string, versionId: string): ObjectVersion {
  if (versionId !== NULL_VERSION && !/^[\w.]{32}$/.test(versionId)) {
    throw invalidArgument('Invalid version id specified', 'versionId', versionId);
  }
  const found = bucket.versions.get(key)?.find((version) => version.versionId === versionId);
  if (!found) throw noSuchVersion(key, versionId);
  return found;
}

/** The version id as answer headers show it: not at all in a bucket that never had versioning. */
export function shownVersionId(bucket: Bucket, version: ObjectVersion): string | undefined {
  return bucket.versioning === 'Off' ? undefined : version.versionId;
}

/** Makes `draft` the key's current version. Runs in one turn: nothing can come between a check before it and the commit. */
export function commitObject(
  context: S3Context,
  bucket: Bucket,
  draft: Omit<StoredObject, 'kind' | 'versionId' | 'lastModified' | 'sequence'>,
): StoredObject {
  const object: StoredObject = { kind: 'object', ...draft, ...stamp(context, bucket) };
  push(context, bucket, object);
  return object;
}

/** Deletes what a plain DELETE deletes. Returns the delete marker that was put there instead, if any. */
export function deleteCurrent(context: S3Context, bucket: Bucket, key: string): DeleteMarker | null {
  noteDeletion(bucket, key);
  if (bucket.versioning === 'Off') {
    drop(context, bucket, key, NULL_VERSION);
    return null;
  }
  const marker: DeleteMarker = { kind: 'delete-marker', key, ...stamp(context, bucket) };
  push(context, bucket, marker);
  return marker;
}

/** Deletes one version for good. Returns it; null when it was not there. */
export function deleteVersion(
  context: S3Context,
  bucket: Bucket,
  key: string,
  versionId: string,
): ObjectVersion | null {
  if (bucket.versions.get(key)?.[0]?.versionId === versionId) noteDeletion(bucket, key);
  return drop(context, bucket, key, versionId);
}

/** Gives each write its place in the order of writes. */
export function nextSequence(context: Pick<S3Context, 'state'>): number {
  return ++context.state.sequence;
}

/** Time as S3 keeps it: whole seconds. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function stamp(context: S3Context, bucket: Bucket): Pick<StoredObject, 'versionId' | 'lastModified' | 'sequence'> {
  return {
    versionId: bucket.versioning === 'Enabled' ? newVersionId() : NULL_VERSION,
    lastModified: wholeSeconds(context.now()),
    sequence: nextSequence(context),
  };
}

function newVersionId(): string {
  return randomBytes(24).toString('base64url').replaceAll('-', '.');
}

function push(context: S3Context, bucket: Bucket, version: ObjectVersion): void {
  if (version.versionId === NULL_VERSION) drop(context, bucket, version.key, NULL_VERSION);
  const versions = bucket.versions.get(version.key);
  if (versions) versions.unshift(version);
  else {
    bucket.versions.set(version.key, [version]);
    bucket.keys.add(version.key);
  }
}

function drop(context: S3Context, bucket: Bucket, key: string, versionId: string): ObjectVersion | null {
  const versions = bucket.versions.get(key);
  const at = versions?.findIndex((version) => version.versionId === versionId) ?? -1;
  const dropped = versions?.[at];
  if (!versions || !dropped) return null;
  versions.splice(at, 1);
  if (versions.length === 0) {
    bucket.versions.delete(key);
    bucket.keys.remove(key);
  }
  if (dropped.kind === 'object') context.blobs.discard(dropped.blob);
  return dropped;
}

/** Uploads in progress have to know: a conditional Complete after a deletion is a conflict. */
function noteDeletion(bucket: Bucket, key: string): void {
  if (!bucket.versions.has(key)) return;
  for (const upload of bucket.uploads.values()) if (upload.key === key) upload.keyDeleted = true;
}
