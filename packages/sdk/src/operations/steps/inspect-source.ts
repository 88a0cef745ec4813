import { stat } from 'node:fs/promises';
import type { Problem } from '@bluegreen/appspec';
import { BlueGreenError } from '../../domain/errors.js';
import type { ReleaseRef } from '../../domain/release.js';

export interface Source {
  readonly release: ReleaseRef;
  /** Files that the bundle gets beyond the folder's own. */
  readonly extraFiles: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** What the agent would accept, though the author hardly meant it. */
  readonly warnings: readonly string[];
}

/** What the folder is wanted for; it decides what has not happened when the folder is refused. */
export type Purpose = 'upload' | 'zip';

const NOT_DONE: Readonly<Record<Purpose, string>> = {
  upload: 'nothing was uploaded',
  zip: 'no zip was written',
};

const RELEASE_NAME = /^[A-Za-z0-9._+-]{1,64}$/;

/** @throws USAGE_INVALID for a name that could not stand in a key. */
export function assertReleaseName(release: string): void {
  if (RELEASE_NAME.test(release)) return;
  throw new BlueGreenError(
    'USAGE_INVALID',
    `"${release}" cannot name a release.`,
    'Use 1 to 64 letters, digits, dots, underscores, hyphens or plus signs, such as `v2` or `1.4.0+build.7`.',
  );
}

/**
 * Checks the folder as the agent will, and computes the identity of what it holds. Reads only.
 *
 * @throws BUNDLE_INVALID with every problem and its line.
 */
export async function inspectSource(
  source: string,
  named: { readonly release: string; readonly commit?: string },
  signal?: AbortSignal,
  purpose: Purpose = 'upload',
): Promise<Source> {
  const isFolder = await stat(source)
    .then((found) => found.isDirectory())
    .catch(() => false);
  if (!isFolder) {
    throw new BlueGreenError('BUNDLE_INVALID', `${source} is not a folder.`, 'Name the folder that holds appspec.yml.');
  }
  // Only a deployment pays for loading this.
  const { checkRevision, contentDigest } = await import('@bluegreen/appspec');
  const checked = await bundleErrors(source, purpose, checkRevision(source));
  if (!checked.ok) {
    const count = checked.problems.length;
    throw new BlueGreenError(
      'BUNDLE_INVALID',
      `The bundle in ${source} has ${count === 1 ? 'a problem' : `${count} problems`}; ${NOT_DONE[purpose]}.`,
      `Correct ${count === 1 ? 'it' : 'them'} in ${source}, then run the same command again.`,
      { evidence: checked.problems.map(lineOf) },
    );
  }
  const commit = named.commit ?? null;
  const extraFiles = { 'release.json': `${JSON.stringify({ release: named.release, commit })}\n` };
  const { digest, bytes } = await bundleErrors(
    source,
    purpose,
    contentDigest({ source, extraFiles: { ...extraFiles }, signal }),
  );
  const warnings = checked.warnings.map(lineOf);
  return { release: { release: named.release, digest }, extraFiles, bytes, warnings };
}

/** What packing refuses, as BUNDLE_INVALID. The refusal is known by its shape: a bundle may hold two copies of its class. */
export async function bundleErrors<Result>(source: string, purpose: Purpose, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'BundleError' || !('problems' in error)) throw error;
    throw new BlueGreenError(
      'BUNDLE_INVALID',
      `The folder ${source} cannot be packed; ${NOT_DONE[purpose]}.`,
      'Remove or correct what the evidence names, then try again.',
      { evidence: (error.problems as readonly Problem[]).map(lineOf), cause: error },
    );
  }
}

function lineOf({ line, column, path, message, code }: Problem): string {
  const place = line === null ? 'appspec.yml' : `appspec.yml:${line}${column === null ? '' : `:${column}`}`;
  return `${place}: ${message} (${code}${path ? ` at ${path}` : ''})`;
}
