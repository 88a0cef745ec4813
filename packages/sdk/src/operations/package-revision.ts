import { basename } from 'node:path';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { PackageInput, PackageResult } from '../domain/operations.js';
import { bundleKey } from '../domain/release.js';
import { assertReleaseName, inspectSource } from './steps/inspect-source.js';
import { closedErrors } from './steps/operation-errors.js';
import { packBundle } from './steps/pack-bundle.js';

/**
 * Checks a folder and packs it into a reproducible zip, as `deploy` would upload it. Needs no environment and no AWS.
 *
 * @throws BUNDLE_INVALID with every problem and its line.
 */
export function packageRevision(input: PackageInput, signal?: AbortSignal): Operation<PackageResult> {
  return closedErrors({ signal }, run(input, signal));
}

async function* run(input: PackageInput, signal?: AbortSignal): AsyncGenerator<BlueGreenEvent, PackageResult, void> {
  assertReleaseName(input.release);
  const { source } = input;
  const { release, extraFiles, warnings } = await inspectSource(source, input, signal, 'zip');
  if (warnings.length > 0) yield { type: 'bundle.warned', source, warnings };
  const { path, files, bytes } = await packBundle({ ...input, extraFiles, release, purpose: 'zip', signal });
  yield { type: 'bundle.packed', release, files, bytes };
  return { path, release, files, bytes, key: basename(bundleKey('releases', release)) };
}
