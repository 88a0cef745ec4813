import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'bluegreen-bundle-';
const OWNED = /^bluegreen-bundle-(\d+)-/;
/** A container that shares the folder has processes that cannot be seen from here: what is younger stays. */
const SURELY_OVER_MS = 60 * 60_000;

/** A folder for one bundle, to be removed by who asked. What killed processes have left is swept away first. */
export async function scratchFolder(within: string = tmpdir()): Promise<string> {
  await sweep(within).catch(() => undefined);
  return mkdtemp(join(within, `${PREFIX}${process.pid}-`));
}

async function sweep(within: string): Promise<void> {
  for (const name of await readdir(within)) {
    const owner = OWNED.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const folder = join(within, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > SURELY_OVER_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** A process of somebody else is alive too: it refuses the question. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
