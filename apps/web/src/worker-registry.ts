import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from './identity.js';

/** One worker of this host, as `/version` lists it. */
export interface RegisteredWorker {
  readonly worker: number;
  readonly release: string;
  readonly digest: string | null;
}

/**
 * The workers of one host know each other through small files in `<home>/run/workers`: each writes its own once it
 * listens and removes it when it ends. So one answer tells what every worker of the host runs.
 */
export interface WorkerRegistry {
  join(): void;
  leave(): void;
  /** Live workers by number; files of dead processes are left out. */
  list(): RegisteredWorker[];
}

export function workerRegistry(home: string, identity: Identity, pid: number = process.pid): WorkerRegistry {
  const folder = join(home, 'run', 'workers');
  const own = join(folder, `${identity.worker}.json`);
  return {
    join() {
      mkdirSync(folder, { recursive: true });
      const entry = { pid, worker: identity.worker, release: identity.release, digest: identity.digest };
      // A reader must never see half a file, and two colours never share a folder: rename is enough.
      writeFileSync(`${own}.${pid}`, JSON.stringify(entry));
      renameSync(`${own}.${pid}`, own);
    },
    leave() {
      // During a reload the next worker of this number may have joined already: its file stays.
      if (readEntry(own)?.pid === pid) rmSync(own, { force: true });
    },
    list: () =>
      filesIn(folder)
        .map((file) => readEntry(join(folder, file)))
        .filter((entry) => entry !== null && isAlive(entry.pid))
        .map((entry) => ({ worker: entry!.worker, release: entry!.release, digest: entry!.digest }))
        .sort((a, b) => a.worker - b.worker),
  };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}

function readEntry(file: string): (RegisteredWorker & { pid: number }) | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RegisteredWorker & { pid: number };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
