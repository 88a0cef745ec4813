import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than any start needs to write its sandbox file; a claim that old was left by a start that was killed. */
const STALE_MS = 30_000;

/**
 * Keeps other starts off a state folder until this one has written its sandbox file.
 * @returns what lets go of the folder again
 * @throws RangeError when another start is at it
 */
export async function claimFolder(stateDir: string): Promise<() => Promise<void>> {
  const claim = join(stateDir, '.starting');
  if (!(await made(claim))) {
    if (Date.now() - (await stat(claim)).mtimeMs < STALE_MS) {
      throw new RangeError(`stateDir: another sandbox is being started in ${stateDir} right now.`);
    }
    await utimes(claim, new Date(), new Date());
  }
  return () => rm(claim, { recursive: true, force: true });
}

/** False when it was there already. */
async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
