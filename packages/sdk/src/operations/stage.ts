import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StagingRequest } from '@bluegreen/appspec';
import type { Clock } from '../domain/clock.js';
import type { BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { StageInput, StageResult } from '../domain/operations.js';
import { bundleKey, type ReleaseRef } from '../domain/release.js';
import type { StagingHost } from '../staging/staging-host.js';
import { systemClock } from '../system-clock.js';
import { assertReleaseName, inspectSource } from './steps/inspect-source.js';
import { closedErrors } from './steps/operation-errors.js';
import { packBundle } from './steps/pack-bundle.js';
import { scratchFolder } from './steps/scratch-folder.js';
import { endOfStaging, tellStaging, type StagingStory } from './steps/follow-staging.js';

/** All that staging may use; it needs no AWS. */
export interface StageContext {
  readonly host: StagingHost;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly newId: () => string;
}

const DEFAULT_TIMEOUT_MS = 30 * 60_000;

/**
 * Brings a release to one host over SSH, where it goes through the lifecycle of its appspec as CodeDeploy's agent would
 * run it. Where a hook fails, the host brings the former release back.
 *
 * @throws HOST_BUSY, STAGING_REFUSED and the errors of the connection before anything was changed; STAGING_ROLLED_BACK,
 *   STAGING_FAILED, HOST_LOST after it.
 */
export function stage(input: StageInput, signal?: AbortSignal): Operation<StageResult> {
  return closedErrors({ signal }, open(input, signal));
}

async function* open(input: StageInput, signal?: AbortSignal): Operation<StageResult> {
  const [{ parseServer }, { stagingHostOverSsh }] = await Promise.all([
    import('../staging/server-address.js'),
    import('../staging/over-ssh.js'),
  ]);
  const { server, privateKey, knownHosts = null } = input;
  const host = stagingHostOverSsh({ server: parseServer(server), privateKey, knownHosts });
  return yield* stageOn({ host, clock: systemClock, signal, newId: randomUUID }, input);
}

/** The same on a host of the caller's own. */
export function stageOn(context: StageContext, input: StageInput): Operation<StageResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: StageContext, input: StageInput): Operation<StageResult> {
  const { host, signal } = context;
  const { source, application = 'staging' } = input;
  assertReleaseName(input.release);
  const { release, extraFiles, warnings } = await inspectSource(source, input, signal);
  if (warnings.length > 0) yield { type: 'bundle.warned', source, warnings };
  const folder = await scratchFolder();
  try {
    const archive = join(folder, 'bundle.zip');
    const { files, bytes } = await packBundle({ source, extraFiles, release, output: archive, signal });
    yield { type: 'bundle.packed', release, files, bytes };
    const key = bundleKey(`releases/${application}`, release);
    const named = { version: 1, id: `s-${context.newId()}`, application, key, bytes, owner: input.owner } as const;
    const request: StagingRequest = { ...named, ...release, sha256: await sha256Of(archive) };
    const former = yield* deliver(context, input, request, archive);
    return { changed: true, server: host.name, release, former, deploymentId: request.id };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns the release that was good there before. */
async function* deliver(
  { host, clock, signal }: StageContext,
  { runner, timeoutMs = DEFAULT_TIMEOUT_MS }: StageInput,
  request: StagingRequest,
  archive: string,
): AsyncGenerator<BlueGreenEvent, ReleaseRef | null, void> {
  const leaving = new AbortController();
  const listening = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal;
  const startedAt = clock.now();
  let late = false;
  clock.sleep(timeoutMs, listening).then(
    () => {
      late = true;
      leaving.abort();
    },
    () => undefined,
  );
  const story: StagingStory = { host: host.name, request, former: null, received: false, last: null };
  try {
    for await (const message of host.deliver({ request, archive, runner, signal: listening })) {
      yield* tellStaging(story, message, clock.now() - startedAt);
    }
  } finally {
    leaving.abort();
  }
  const stopped = late ? 'late' : signal?.aborted ? 'asked' : null;
  const failure: BlueGreenError | null = endOfStaging(story, stopped);
  if (failure) throw failure;
  return story.former;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
