import { rm } from 'node:fs/promises';
import { extractBundle } from '../bundle/extract-bundle.js';
import type { EventRun } from './event-run.js';
import { writePointer } from './pointers.js';
import { pruneArchives } from './prune-archives.js';

const defaultMaxRevisions = 5;

/** The DownloadBundle event (contract C5): make room, fetch, compare the eTag, unpack. The appspec is not looked at yet. */
export async function downloadBundle({ options, facts, layout, signal }: EventRun): Promise<void> {
  await pruneArchives(layout, options.maxRevisions ?? defaultMaxRevisions);
  const { eTag } = await options.fetchBundle(facts, layout.bundleFile, signal);
  const { bucket, key, eTag: expected } = facts.bundle;
  if (expected !== null && eTag !== null && bare(expected) !== bare(eTag)) {
    throw new Error(
      `The revision s3://${bucket}/${key} has eTag ${bare(eTag)}, but the deployment is of ${bare(expected)}`,
    );
  }
  await rm(layout.archive, { recursive: true, force: true });
  await extractBundle({ archive: layout.bundleFile, type: facts.bundle.type, destination: layout.archive, signal });
  await writePointer(layout.mostRecentFile, layout.deploymentFolder);
}

function bare(eTag: string): string {
  return eTag.replaceAll('"', '');
}
