import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A file by its text, `[text, mode]`, or `{ link }`; a path that ends in `/` is an empty folder. */
export type Tree = Record<string, string | [string, number] | { link: string }>;

/** Temporary folders of one test: `create` as many as needed, `removeAll` in `afterEach`. */
export function temporaryFolders(): { create: () => Promise<string>; removeAll: () => Promise<void> } {
  const made: string[] = [];
  return {
    async create() {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'appspec-'));
      made.push(folder);
      return folder;
    },
    async removeAll() {
      for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function plant(folder: string, tree: Tree): Promise<string> {
  for (const [name, content] of Object.entries(tree)) {
    const file = path.join(folder, name);
    await mkdir(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (name.endsWith('/')) continue;
    if (typeof content === 'object' && 'link' in content) await symlink(content.link, file);
    else {
      const [text, mode] = typeof content === 'string' ? [content, 0o644] : content;
      await writeFile(file, text);
      await chmod(file, mode);
    }
  }
  return folder;
}

/** Everything beneath a folder: path to text, `-> target` for a link, and '' for an empty folder (whose path ends in `/`). */
export async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = async (within: string): Promise<void> => {
    const names = (await readdir(path.join(folder, within))).sort();
    if (names.length === 0 && within !== '') found[`${within}/`] = '';
    for (const name of names) {
      const entry = within === '' ? name : `${within}/${name}`;
      const file = path.join(folder, entry);
      const status = await lstat(file);
      if (status.isDirectory()) await walk(entry);
      else found[entry] = status.isSymbolicLink() ? `-> ${await readlink(file)}` : await readFile(file, 'utf8');
    }
  };
  await walk('');
  return found;
}
