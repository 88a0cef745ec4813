import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The deployment folder a pointer file names; null when there is none (contract C3). */
export async function readPointer(file: string): Promise<string | null> {
  try {
    const folder = (await readFile(file, 'utf8')).trim();
    return folder === '' ? null : folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function writePointer(file: string, deploymentFolder: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, deploymentFolder);
}
