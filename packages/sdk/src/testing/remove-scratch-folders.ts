import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A killed process of the fake world leaves the folder of its bundle, as a real one does. This removes those of this process. */
export async function removeScratchFolders(): Promise<void> {
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith(`bluegreen-bundle-${process.pid}-`));
  for (const name of left) await rm(join(tmpdir(), name), { recursive: true, force: true });
}
