import { lstat, readFile, rmdir, unlink } from 'node:fs/promises';
import { run } from './run-tool.js';

/** What stands before the path of an SELinux rule in a cleanup list. */
export const contextMark = 'semanage\0';

/**
 * Takes away what the last installation of the group put there, in reverse order, and then the list itself (contract
 * C7, step 1). Folders go only when they are empty; what is gone already is no matter.
 */
export async function undoCleanupList(file: string, identity: 'apply' | 'skip', signal?: AbortSignal): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return;
  // A crash can leave half a line at the end: a path cut short may be another file's name.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line !== '');
  for (const line of lines.reverse()) {
    signal?.throwIfAborted();
    if (!line.startsWith(contextMark)) await remove(line);
    else if (identity === 'apply')
      await run('semanage', ['fcontext', '-d', line.slice(contextMark.length)]).catch(() => undefined);
  }
  await unlink(file);
}

async function remove(file: string): Promise<void> {
  try {
    const status = await lstat(file);
    await (status.isDirectory() ? rmdir(file) : unlink(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const harmless = code === 'ENOENT' || code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR';
    if (!harmless) throw error;
  }
}
