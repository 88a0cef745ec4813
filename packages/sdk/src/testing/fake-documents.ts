import type { Documents } from '../domain/ports.js';

/** Documents in memory with the compare-and-set of S3's conditional writes. */
export function fakeDocuments(stored: Map<string, { body: string; version: string }>): Documents {
  let versions = 0;
  const put = (key: string, body: string) => {
    versions += 1;
    const document = { body, version: `version-${versions}` };
    stored.set(key, document);
    return Promise.resolve({ version: document.version });
  };
  return {
    read: (key) => Promise.resolve(stored.get(key) ?? null),
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
