import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';

/** Who holds the host. `since`: ISO-8601. */
export interface Holder {
  id: string;
  owner: string;
  since: string;
}

export interface HostLock {
  release(): Promise<void>;
}

/** A holder that has given no sign of life for this long is dead. */
const STALE_MS = 60_000;
const BEAT_MS = 10_000;

/**
 * Makes this process the only one that deploys to the host. A file that cannot be made twice says who holds it, and its
 * time is renewed while the holder lives; both times are the host's own.
 *
 * @returns who holds it, when that is somebody else
 */
export async function lockHost(
  file: string,
  holder: Holder,
  now: () => number,
): Promise<{ lock: HostLock } | { heldBy: Holder }> {
  const own = `${file}.${holder.id}`;
  await writeFile(own, JSON.stringify(holder), { mode: 0o600 });
  try {
    for (;;) {
      if (await isMade(link(own, file))) return { lock: keep(file, holder, now) };
      const found = await readHolder(file);
      if (found && !(await takeAway(file, found, now()))) return { heldBy: found };
    }
  } finally {
    await rm(own, { force: true });
  }
}

function keep(file: string, holder: Holder, now: () => number): HostLock {
  const beat = setInterval(() => {
    const time = new Date(now());
    // A file that is gone was taken by whoever believed us dead; the work that is under way is not helped by stopping.
    utimes(file, time, time).catch(() => undefined);
  }, BEAT_MS).unref();
  return {
    async release() {
      clearInterval(beat);
      if ((await readHolder(file))?.id === holder.id) await rm(file, { force: true });
    },
  };
}

/** Removes what a dead holder left; false while it may live, or where another process is doing the same. */
async function takeAway(file: string, found: Holder, now: number): Promise<boolean> {
  if (!(await isStale(file, now))) return false;
  // Only one may remove it: a second one would remove the lock of the first.
  const guard = `${file}.dead-${found.id}`;
  if (!(await isMade(writeFile(guard, '', { flag: 'wx' })))) {
    if (await isStale(guard, now)) await rm(guard, { force: true });
    return false;
  }
  try {
    if ((await readHolder(file))?.id === found.id) await rm(file, { force: true });
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function isStale(file: string, now: number): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && now - found.mtimeMs > STALE_MS;
}

/** Null when there is no lock any more. */
async function readHolder(file: string): Promise<Holder | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as Holder);
}

/** False when something of that name is there already. */
async function isMade(making: Promise<void>): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
