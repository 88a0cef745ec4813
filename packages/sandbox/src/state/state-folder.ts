import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** JSON documents in `<stateDir>/state`, each replaced whole. */
export interface StateFolder {
  /** Null when nothing was ever saved under the name. */
  load(name: string): Promise<object | null>;
  /** Saves soon what `snapshot` gives then; several calls in a row become one write. */
  saveSoon(name: string, snapshot: () => object): void;
  /** Writes everything that is still due. */
  flush(): Promise<void>;
}

const DELAY_MS = 150;

export async function openStateFolder(stateDir: string): Promise<StateFolder> {
  const folder = join(stateDir, 'state');
  await mkdir(folder, { recursive: true });
  const due = new Map<string, () => object>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const flush = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const batch = [...due];
    due.clear();
    const write = async () => {
      for (const [name, snapshot] of batch) await replace(join(folder, `${name}.json`), snapshot());
    };
    const retry = (error: unknown) => {
      for (const [name, snapshot] of batch) if (!due.has(name)) due.set(name, snapshot);
      throw error;
    };
    writing = writing.catch(() => undefined).then(write);
    writing = writing.catch(retry);
    return writing;
  };

  return {
    async load(name) {
      return (await readJson(join(folder, `${name}.json`))) as object | null;
    },
    saveSoon(name, snapshot) {
      due.set(name, snapshot);
      // A failed write is tried again with the next change and, aloud, by the flush at the end.
      timer ??= setTimeout(() => void flush().catch(() => undefined), DELAY_MS).unref();
    },
    flush,
  };
}

/** For a sandbox whose folder goes with it: nothing is ever read again, so nothing is written. */
export const forgetfulState: StateFolder = {
  load: () => Promise.resolve(null),
  saveSoon: () => undefined,
  flush: () => Promise.resolve(),
};

/** Null when the file does not exist. @throws RangeError naming a file that is no JSON */
export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (error instanceof SyntaxError) {
      const wayOut = 'name another folder, or delete this one to begin anew';
      throw new RangeError(`stateDir: ${file} is damaged (${error.message}); ${wayOut}.`, { cause: error });
    }
    throw error;
  }
}

/** Never leaves half a file: written beside and renamed. */
export async function replace(file: string, value: unknown): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
