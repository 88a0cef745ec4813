import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { BundleError, refusal } from './bundle-error.js';
import type { BundleInput } from './bundle-input.js';
import { entryPathProblem } from './entry-path.js';
import { linkProblem } from './follow-link.js';
import type { Problem } from '../problem.js';

/** One entry of a bundle. Modes are normalised, so that a bundle does not depend on the umask of whoever makes it. */
export interface BundleEntry {
  /** Path in the bundle; an empty folder's ends in `/`. */
  path: string;
  mode: 0o100644 | 0o100755 | 0o120777 | 0o040755;
  bytes: number;
  from: { file: string } | { content: Buffer };
}

/** Everything that goes into a bundle, sorted by path. Throws BundleError with every refusal at once. */
export async function scanSource(input: BundleInput): Promise<BundleEntry[]> {
  const { entries, problems } = await scanFolder(input.source, input.signal);
  for (const [name, content] of Object.entries(input.extraFiles ?? {})) {
    const problem = entryPathProblem(name);
    const wrong = problem ?? (name.endsWith('/') ? 'it is not a file name' : null) ?? clash(name, entries);
    if (wrong !== null) problems.push(refusal(name, `the extra file ${name} cannot be added: ${wrong}`));
    const bytes = Buffer.from(content, 'utf8');
    entries.set(name, { path: name, mode: 0o100644, bytes: bytes.length, from: { content: bytes } });
  }
  if (problems.length > 0) throw new BundleError('BUNDLE_REFUSED', problems);
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The entries of a folder and what in it cannot be bundled. Follows no symlink. */
export async function scanFolder(
  source: string,
  signal?: AbortSignal,
): Promise<{ entries: Map<string, BundleEntry>; problems: Problem[] }> {
  if (!(await stat(source)).isDirectory()) {
    throw new BundleError('BUNDLE_REFUSED', [refusal('', `${source} is not a folder`)]);
  }
  const scan: Scan = { root: source, entries: new Map(), links: new Map(), problems: [], signal };
  await scanInto(scan, '');
  for (const link of scan.links.keys()) {
    const problem = linkProblem(link, scan.links);
    if (problem !== null) scan.problems.push(refusal(link, problem));
  }
  return scan;
}

interface Scan {
  root: string;
  entries: Map<string, BundleEntry>;
  links: Map<string, string>;
  problems: Problem[];
  signal: AbortSignal | undefined;
}

async function scanInto(scan: Scan, folder: string): Promise<void> {
  scan.signal?.throwIfAborted();
  const found = await readable(scan, folder, readdir(path.join(scan.root, folder), { withFileTypes: true }));
  if (found === null) return;
  const kept = found.filter((each) => each.name !== '.git');
  if (kept.length === 0 && folder !== '') {
    scan.entries.set(`${folder}/`, {
      path: `${folder}/`,
      mode: 0o040755,
      bytes: 0,
      from: { content: Buffer.alloc(0) },
    });
  }
  const folders: string[] = [];
  await Promise.all(
    kept.map(async (each) => {
      const entry = folder === '' ? each.name : `${folder}/${each.name}`;
      const problem = entryPathProblem(entry);
      if (problem !== null) scan.problems.push(refusal(entry, `${entry} cannot be bundled: ${problem}`));
      else if (each.isDirectory()) folders.push(entry);
      else await readable(scan, entry, scanLeaf(scan, entry));
    }),
  );
  for (const each of folders) await scanInto(scan, each);
}

/** What cannot be read is a finding about the bundle, not a failure of the scan. */
async function readable<Found>(scan: Scan, entry: string, reading: Promise<Found>): Promise<Found | null> {
  try {
    return await reading;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    scan.problems.push(refusal(entry, `${entry} cannot be read (${code})`));
    return null;
  }
}

async function scanLeaf(scan: Scan, entry: string): Promise<void> {
  const file = path.join(scan.root, entry);
  const status = await lstat(file);
  if (status.isSymbolicLink()) {
    const target = await readlink(file);
    const content = Buffer.from(target, 'utf8');
    scan.links.set(entry, target);
    scan.entries.set(entry, { path: entry, mode: 0o120777, bytes: content.length, from: { content } });
  } else if (status.isFile()) {
    const mode = (status.mode & 0o100) === 0 ? 0o100644 : 0o100755;
    scan.entries.set(entry, { path: entry, mode, bytes: status.size, from: { file } });
  } else {
    scan.problems.push(refusal(entry, `${entry} is neither a file, a folder nor a symlink`));
  }
}

/** Whether an extra file would take the place of a folder or lie beneath a file. */
function clash(name: string, entries: ReadonlyMap<string, BundleEntry>): string | null {
  const parents = name.split('/').slice(0, -1);
  for (let depth = 1; depth <= parents.length; depth += 1) {
    const parent = parents.slice(0, depth).join('/');
    if (entries.has(parent)) return `${parent} is not a folder`;
  }
  const folder = [...entries.keys()].some((entry) => entry.startsWith(`${name}/`));
  return folder ? 'a folder has that name' : null;
}
