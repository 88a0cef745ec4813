import { BlueGreenError } from '../domain/errors.js';
import type { Documents } from '../domain/ports.js';

const FOLDER = /^[a-z][a-z-]{0,30}$/;
/** Folders that belong to lease, journal, idempotency keys and attempts. */
const TAKEN: ReadonlySet<string> = new Set(['journal', 'commands', 'lease', 'attempts']);

/** The same documents, as seen from one folder: keys cannot lead out of it. @throws USAGE_INVALID. */
export function documentsBelow(documents: Documents, folder: string): Documents {
  if (!FOLDER.test(folder) || TAKEN.has(folder)) {
    throw new BlueGreenError(
      'USAGE_INVALID',
      `"${folder}" cannot name a folder of documents.`,
      'Use lower-case letters and hyphens, and none of: journal, commands, lease, attempts.',
    );
  }
  const prefix = `${folder}/`;
  const below = (key: string) => {
    if (!key.split('/').some((part) => part === '' || part === '.' || part === '..')) return `${prefix}${key}`;
    throw new BlueGreenError('USAGE_INVALID', `"${key}" cannot be a key.`, 'Leave out empty parts and dots.');
  };
  return {
    read: (key) => documents.read(below(key)),
    create: (key, body) => documents.create(below(key), body),
    replace: (key, body, version) => documents.replace(below(key), body, version),
    list: async (start, limit) => {
      const keys = await documents.list(`${prefix}${start}`, limit);
      return keys.map((key) => key.slice(prefix.length));
    },
  };
}
