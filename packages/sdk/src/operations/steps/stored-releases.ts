import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { StoredRelease } from '../../domain/operations.js';
import { releaseOfKey } from '../../domain/release.js';

type Context = Pick<OperationContext, 'artifacts' | 'config'>;

/** Names that an error lists, so that the right one can be picked. */
const MOST_NAMES = 10;

/** Bundles of this application in the bucket, newest first. Other tools' objects below the same prefix are left out. */
export async function storedReleases({ artifacts, config }: Context): Promise<StoredRelease[]> {
  const objects = await artifacts.list(config.bucket, `releases/${config.applicationName}/`);
  return objects
    .toSorted((a, b) => b.uploadedAt - a.uploadedAt)
    .flatMap(({ key, bytes, uploadedAt }) => {
      const release = releaseOfKey(key);
      return release ? [{ ...release, key, bytes, uploadedAt: new Date(uploadedAt).toISOString() }] : [];
    });
}

/** The newest bundle that bears this name. @throws RESOURCE_MISSING with the newest names there are. */
export async function findStoredRelease(context: Context, name: string): Promise<StoredRelease> {
  const stored = await storedReleases(context);
  const found = stored.find(({ release }) => release === name);
  if (found) return found;
  const names = [...new Set(stored.map(({ release }) => release))].slice(0, MOST_NAMES);
  throw new BlueGreenError(
    'RESOURCE_MISSING',
    `No bundle of release "${name}" is stored in the bucket \`${context.config.bucket}\`.`,
    `Store it first: \`bluegreen publish --source <folder> --release ${name}\`.`,
    { evidence: names.length > 0 ? [`newest stored: ${names.join(', ')}`] : ['no release is stored yet'] },
  );
}
