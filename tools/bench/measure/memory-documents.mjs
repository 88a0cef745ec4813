/** Documents in this process, with the compare-and-set that lease and journal rest on: what S3 costs is what is missing. */
export function memoryDocuments() {
  const stored = new Map();
  let versions = 0;
  const put = (key, body) => {
    versions += 1;
    stored.set(key, { body, version: `${versions}`, writtenAt: performance.now() });
    return { version: `${versions}` };
  };
  return {
    async read(key) {
      const found = stored.get(key);
      return found ? { body: found.body, version: found.version, ageMs: performance.now() - found.writtenAt } : null;
    },
    create: async (key, body) => (stored.has(key) ? null : put(key, body)),
    replace: async (key, body, version) => (stored.get(key)?.version === version ? put(key, body) : null),
    list: async (prefix, limit) =>
      [...stored.keys()]
        .filter((key) => key.startsWith(prefix))
        .sort()
        .slice(0, limit),
  };
}
