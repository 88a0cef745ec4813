import type { Target } from './request.js';
import { createSortedKeys } from './sorted-keys.js';
import type { Bucket, S3State } from './state.js';

/**
 * The state as a stale reader sees it: without the newest version of what it asks for, which is the key, or of all keys
 * of a listing the one that changed last. Versions that were overwritten for good cannot come back.
 */
export function beforeLastChange(state: S3State, { bucket: name, key, query }: Target): S3State {
  const bucket = state.buckets.get(name);
  if (!bucket) return state;
  const hidden = key === '' ? lastChanged(bucket, query.get('prefix') ?? '') : key;
  const list = hidden === null ? undefined : bucket.versions.get(hidden);
  if (hidden === null || list === undefined) return state;
  const older = list.slice(1);
  const versions = new Map(bucket.versions);
  if (older.length > 0) versions.set(hidden, older);
  else versions.delete(hidden);
  const seen: Bucket = { ...bucket, versions, keys: createSortedKeys(versions.keys()) };
  return { ...state, buckets: new Map(state.buckets).set(name, seen) };
}

function lastChanged({ versions }: Bucket, prefix: string): string | null {
  let newest: { readonly key: string; readonly sequence: number } | null = null;
  for (const [key, [version]] of versions) {
    if (version && key.startsWith(prefix) && (newest === null || version.sequence > newest.sequence)) newest = version;
  }
  return newest === null ? null : newest.key;
}
