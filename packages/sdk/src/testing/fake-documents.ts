import type { Documents } from '../domain/ports.js';
import { assertInside } from '../state/document-keys.js';

export interface FakeDocument {
  readonly body: string;
  readonly version: string;
  /** Ms since the epoch; absent: long ago. */
  readonly modifiedAt?: number;
}

/** Documents in memory with the compare-and-set of S3's conditional writes, and its time stamps in whole seconds. */
export function fakeDocuments(stored: Map<string, FakeDocument>, now: () => number): Documents {
  let versions = 0;
  const wholeSeconds = (ms: number) => Math.floor(ms / 1_000) * 1_000;
  const put = (key: string, body: string) => {
    versions += 1;
    const document = { body, version: `version-${versions}`, modifiedAt: now() };
    stored.set(assertInside(key), document);
    return Promise.resolve({ version: document.version });
  };
  return {
    read: (key) => {
      const found = stored.get(assertInside(key));
      if (!found) return Promise.resolve(null);
      const { body, version, modifiedAt = 0 } = found;
      return Promise.resolve({ body, version, ageMs: wholeSeconds(now()) - wholeSeconds(modifiedAt) });
    },
    create: (key, body) => (stored.has(key) ? Promise.resolve(null) : put(key, body)),
    replace: (key, body, version) => (stored.get(key)?.version === version ? put(key, body) : Promise.resolve(null)),
    list: (prefix, limit) =>
      Promise.resolve(
        [...stored.keys()]
          .filter((key) => key.startsWith(prefix))
          .sort()
          .slice(0, limit),
      ),
  };
}
