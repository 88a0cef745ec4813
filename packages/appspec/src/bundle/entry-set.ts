import { refusal } from './bundle-error.js';
import { entryPathProblem } from './entry-path.js';
import type { Problem } from '../problem.js';

export interface ListedEntry {
  path: string;
  kind: 'file' | 'folder' | 'link' | 'other';
}

/**
 * Everything in an archive's table of contents that could make unpacking write outside its folder: bad paths, entries
 * beneath a symlink or a file, devices. `repeats` says whether an entry may come twice, as tar allows.
 */
export function entrySetProblems(entries: readonly ListedEntry[], repeats: boolean): Problem[] {
  const problems: Problem[] = [];
  const leaves = new Map<string, ListedEntry['kind']>();
  const folders = new Set<string>();
  for (const { path, kind } of entries) {
    const name = path.replace(/\/$/, '');
    const wrong =
      entryPathProblem(path) ??
      (kind === 'other' ? 'it is a device, a pipe or a socket' : null) ??
      (!repeats && kind !== 'folder' && leaves.has(name) ? 'it comes twice' : null);
    if (wrong !== null) problems.push(refusal(path, `the archive entry ${path} is refused: ${wrong}`));
    if (kind === 'folder') folders.add(name);
    else leaves.set(name, kind);
  }
  for (const { path } of entries) {
    const name = path.replace(/\/$/, '');
    const above = parents(name).find((parent) => leaves.has(parent));
    if (above !== undefined)
      problems.push(refusal(path, `the archive entry ${path} is refused: ${above} is not a folder`));
    else if (leaves.has(name) && folders.has(name)) {
      problems.push(refusal(path, `the archive entry ${path} is refused: it is both a folder and not one`));
    }
  }
  return problems;
}

function parents(name: string): string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}
