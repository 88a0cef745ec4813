import type { Tree } from '@nx/devkit';

/** Everything a tree would leave on disk, by path; what was there and was not touched is left out. */
export function filesOf(tree: Tree): Readonly<Record<string, string>> {
  const written = tree.listChanges().filter(({ type }) => type !== 'DELETE');
  return Object.fromEntries(written.map(({ path, content }) => [path, content?.toString() ?? '']));
}
