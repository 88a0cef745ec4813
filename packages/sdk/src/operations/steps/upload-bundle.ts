import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationContext } from '../../domain/context.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { BundleLocation, ReleaseRef } from '../../domain/release.js';
import { packBundle } from './pack-bundle.js';
import { relay } from './relay.js';
import { scratchFolder } from './scratch-folder.js';

export interface Bundle {
  readonly source: string;
  readonly extraFiles: Readonly<Record<string, string>>;
  readonly release: ReleaseRef;
  readonly commit?: string;
  readonly key: string;
}

/** Packs the bundle into a temporary file and puts it into the bucket; the file is removed on every way out. */
export async function* uploadBundle(
  { artifacts, config, signal }: OperationContext,
  { key, commit, ...bundle }: Bundle,
): AsyncGenerator<BlueGreenEvent, BundleLocation, void> {
  const folder = await scratchFolder();
  const leaving = new AbortController();
  const uploadSignal = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal;
  try {
    const { path, files, bytes } = await packBundle({ ...bundle, output: join(folder, 'bundle.zip'), signal });
    yield { type: 'bundle.packed', release: bundle.release, files, bytes };
    const location = yield* relay<BlueGreenEvent, BundleLocation>((report) => {
      const onProgress = (sentBytes: number, totalBytes: number) =>
        report({ type: 'upload.progressed', key, sentBytes, totalBytes });
      return artifacts.upload(config.bucket, key, path, onProgress, { commit, signal: uploadSignal });
    });
    yield { type: 'upload.finished', bucket: config.bucket, key };
    return location;
  } finally {
    // Also for a caller that stops listening in the middle of an upload.
    leaving.abort();
    await rm(folder, { recursive: true, force: true });
  }
}
