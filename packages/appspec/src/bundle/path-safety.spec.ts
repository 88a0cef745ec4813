import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as fc from 'fast-check';
import { plant, temporaryFolders } from '../testing/temp-folder.js';
import type { Tree } from '../testing/temp-folder.js';
import { entryPathProblem } from './entry-path.js';
import { entrySetProblems } from './entry-set.js';
import { followLink, linkProblem } from './follow-link.js';

const hostilePart = fc.constantFrom('..', '.', '', 'a', 'b', 'C:', '\\', '..\\', ' ', '\0', 'ä', '~', '%2e%2e', '...');
const hostilePath = fc.oneof(
  fc.array(hostilePart, { maxLength: 6 }).map((parts) => parts.join('/')),
  fc.string(),
);

describe('entryPathProblem', () => {
  it('lets no path through that could leave the folder it is unpacked in', () => {
    fc.assert(
      fc.property(hostilePath, (entry) => {
        if (entryPathProblem(entry) !== null) return;
        const resolved = path.resolve('/some/folder', entry);
        expect(resolved.startsWith('/some/folder/')).toBe(true);
        expect(path.win32.resolve('X:\\some\\folder', entry).startsWith('X:\\some\\folder\\')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['a', 'a/b', 'a/', '...', '..a', 'a..', '.env', 'a b/ü', '-rf', '$(x)'])('lets %s through', (entry) => {
    expect(entryPathProblem(entry)).toBeNull();
  });
});

describe('entrySetProblems', () => {
  it('lets no entry lie beneath a link or a file', () => {
    const entry = fc.record({
      path: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      kind: fc.constantFrom('file' as const, 'folder' as const, 'link' as const),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        if (entrySetProblems(entries, false).length > 0) return;
        const leaves = entries.filter((each) => each.kind !== 'folder').map((each) => each.path);
        for (const { path: each } of entries)
          for (const leaf of leaves) expect(each.startsWith(`${leaf}/`)).toBe(false);
      }),
    );
  });
});

describe('followLink', () => {
  const { create, removeAll } = temporaryFolders();
  afterEach(removeAll);

  it('agrees with the system about where links lead', async () => {
    const target = fc
      .array(fc.constantFrom('..', '.', 'a', 'b', 'l1', 'l2', 'f'), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(target, target, async (one, two) => {
        const root = await realpath(await create());
        const tree: Tree = {
          'in/f': 'x',
          'in/a/f': 'x',
          'in/a/b/f': 'x',
          'in/b/f': 'x',
          f: 'outside',
          'a/f': 'outside',
          'in/l1': { link: one },
          'in/a/l2': { link: two },
        };
        await plant(root, tree);
        const links = new Map([
          ['l1', one],
          ['a/l2', two],
        ]);
        const inside = path.join(root, 'in');
        for (const link of links.keys()) {
          const real = await realpath(path.join(inside, link)).catch(() => null);
          const end = followLink(link, links);
          if (real === null) continue;
          const within = path.relative(inside, real);
          if (within.startsWith('..')) expect(end.kind).toBe('outside');
          // A link that leaves and comes back is refused all the same: the folder's own name must not matter.
          else if (end.kind === 'inside') expect(end.path).toBe(within);
        }
        await removeAll();
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['.', 'a folder it lies in'],
    ['..', 'a folder it lies in'],
    ['../..', 'leads out'],
    ['/x', 'leads out'],
    ['', 'leads out'],
    ['l', 'circle'],
  ])('does not bundle a/l -> %s', (target, reason) => {
    expect(linkProblem('a/l', new Map([['a/l', target]]))).toContain(reason);
  });
});
