import { BlueGreenError } from '../../domain/errors.js';
import type { ReleaseRef } from '../../domain/release.js';
import { bundleErrors, type Purpose } from './inspect-source.js';

export interface PackInput {
  readonly source: string;
  readonly extraFiles: Readonly<Record<string, string>>;
  /** What the folder held when it was inspected. */
  readonly release: ReleaseRef;
  readonly output: string;
  /** Default `upload`. */
  readonly purpose?: Purpose;
  readonly signal?: AbortSignal;
}

/** Writes the zip. @throws BUNDLE_INVALID when the folder is no longer what was inspected. */
export async function packBundle({ source, extraFiles, release, output, purpose = 'upload', signal }: PackInput) {
  const { writeBundle } = await import('@bluegreen/appspec');
  const writing = writeBundle({ source, extraFiles: { ...extraFiles }, output, signal });
  const packed = await bundleErrors(source, purpose, writing);
  if (packed.digest === release.digest) return packed;
  throw new BlueGreenError(
    'BUNDLE_INVALID',
    `Files in ${source} changed while they were packed.`,
    'Let the build end, then try again.',
  );
}
