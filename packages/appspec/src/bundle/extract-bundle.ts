import { lstat, mkdir, readdir, readlink, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BundleError, refusal } from './bundle-error.js';
import { extractTar } from './extract-tar.js';
import { extractZip } from './extract-zip.js';
import { followLink } from './follow-link.js';

export interface ExtractBundleInput {
  archive: string;
  type: 'zip' | 'tar' | 'tgz';
  /** Folder that will hold the content. It must not exist yet, or be empty. */
  destination: string;
  signal?: AbortSignal;
}

/**
 * Unpacks a revision (contract C5): modes and times are kept, and when the archive holds one folder alone with an
 * appspec file in it, that folder's content becomes the content. The destination appears only when all of it is there.
 * @throws BundleError `ARCHIVE_REFUSED` for a broken archive and for entries or symlinks that leave the folder
 */
export async function extractBundle(input: ExtractBundleInput): Promise<void> {
  await refuseFilled(input.destination);
  const unpacking = `${input.destination}.unpacking`;
  await rm(unpacking, { recursive: true, force: true });
  await mkdir(unpacking, { recursive: true });
  try {
    if (input.type === 'zip') await extractZip(input.archive, unpacking, input.signal);
    else await extractTar(input.archive, unpacking, input.type === 'tgz', input.signal);
    const content = await contentFolder(unpacking);
    await refuseEscapes(content);
    await rm(input.destination, { recursive: true, force: true });
    await rename(content, input.destination);
  } finally {
    await rm(unpacking, { recursive: true, force: true });
  }
}

async function refuseFilled(destination: string): Promise<void> {
  const found = await readdir(destination).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (found.length === 0) return;
  throw new BundleError('ARCHIVE_REFUSED', [refusal(destination, `${destination} is not empty`)]);
}

async function contentFolder(unpacked: string): Promise<string> {
  const [only, second] = await readdir(unpacked, { withFileTypes: true });
  if (only === undefined || second !== undefined || !only.isDirectory()) return unpacked;
  const folder = path.join(unpacked, only.name);
  return (await readdir(folder)).some((name) => /appspec/i.test(name)) ? folder : unpacked;
}

/** Judged after the top folder is gone, because that is how the links will be followed. */
async function refuseEscapes(folder: string): Promise<void> {
  const links = new Map<string, string>();
  const problems: BundleError['problems'][number][] = [];
  const walk = async (within: string): Promise<void> => {
    for (const name of await readdir(path.join(folder, within))) {
      const entry = within === '' ? name : `${within}/${name}`;
      const status = await lstat(path.join(folder, entry));
      if (status.isDirectory()) await walk(entry);
      else if (status.isSymbolicLink()) links.set(entry, await readlink(path.join(folder, entry)));
      else if (!status.isFile()) problems.push(refusal(entry, `${entry} is neither a file, a folder nor a symlink`));
    }
  };
  await walk('');
  for (const [link, target] of links) {
    const { kind } = followLink(link, links);
    if (kind === 'outside') problems.push(refusal(link, `the symlink ${link} leads out of the bundle, to ${target}`));
    if (kind === 'loop') problems.push(refusal(link, `the symlink ${link} leads in a circle`));
  }
  if (problems.length > 0) throw new BundleError('ARCHIVE_REFUSED', problems);
}
