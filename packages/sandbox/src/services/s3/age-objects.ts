import type { S3State } from './state.js';

/** Moves the time stamps of every version whose key holds `where` into the past; how many keys it touched. */
export function ageObjects(state: S3State, ms: number, where = ''): number {
  const by = Math.ceil(ms / 1000) * 1000;
  let aged = 0;
  for (const { versions } of state.buckets.values()) {
    for (const [key, list] of versions) {
      if (!key.includes(where)) continue;
      versions.set(
        key,
        list.map((version) => ({ ...version, lastModified: version.lastModified - by })),
      );
      aged += 1;
    }
  }
  return aged;
}
