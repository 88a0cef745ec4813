import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GoodRevision } from './messages.js';
import type { StagingHome } from './staging-home.js';

/** The revision that stood every event last; null before the first. */
export async function readGood(home: StagingHome): Promise<GoodRevision | null> {
  try {
    const good = JSON.parse(await readFile(home.goodFile, 'utf8')) as GoodRevision;
    await access(home.archive(good.sha256));
    return good;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Keeps the archive of a revision that stood every event, and no other. */
export async function keepGood(home: StagingHome, good: GoodRevision, archive: string): Promise<void> {
  const kept = home.archive(good.sha256);
  await mkdir(path.dirname(kept), { recursive: true });
  await rename(archive, kept);
  const { application, release, digest, key, sha256 } = good;
  await writeFile(`${home.goodFile}.new`, JSON.stringify({ application, release, digest, key, sha256 }));
  await rename(`${home.goodFile}.new`, home.goodFile);
  for (const name of await readdir(path.dirname(kept))) {
    if (name !== path.basename(kept)) await rm(path.join(path.dirname(kept), name), { force: true });
  }
}
