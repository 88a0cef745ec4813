import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import type { PublishInput, PublishResult } from '../domain/operations.js';
import { deployKey } from '../planning/plan-deploy.js';
import { assertReleaseName, inspectSource } from './steps/inspect-source.js';
import { closedErrors } from './steps/operation-errors.js';
import { uploadBundle } from './steps/upload-bundle.js';

/**
 * Packs a folder and stores the bundle under its content's digest. Needs no lease: it touches no colour, and a key that
 * names its content cannot be overwritten by other content.
 *
 * @throws BUNDLE_INVALID with every problem and its line, before anything is uploaded.
 */
export function publish(context: OperationContext, input: PublishInput): Operation<PublishResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: OperationContext, input: PublishInput): Operation<PublishResult> {
  assertReleaseName(input.release);
  const { artifacts, config, signal } = context;
  const { source } = input;
  const { release, extraFiles, warnings } = await inspectSource(source, input, signal);
  if (warnings.length > 0) yield { type: 'bundle.warned', source, warnings };
  const key = deployKey(config, release);
  const stored = await artifacts.find(config.bucket, key);
  if (stored) yield { type: 'upload.skipped', key, bytes: stored.bytes };
  else yield* uploadBundle(context, { source: input.source, extraFiles, release, commit: input.commit, key });
  return { changed: stored === null, release, bucket: config.bucket, key };
}
