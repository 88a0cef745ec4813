import type { StagingMessage, StagingRequest } from '@bluegreen/appspec';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { ReleaseRef } from '../../domain/release.js';
import { aborted } from './operation-errors.js';

/** What the host has told so far. */
export interface StagingStory {
  readonly host: string;
  readonly request: StagingRequest;
  former: ReleaseRef | null;
  /** The host has everything, and carries on by itself. */
  received: boolean;
  /** How it ended, or that somebody else is at work; null while neither was told. */
  last: Extract<StagingMessage, { kind: 'ended' | 'locked' }> | null;
}

/** Takes one message up and yields what people are told of it. */
export function* tellStaging(
  story: StagingStory,
  message: StagingMessage,
  elapsedMs: number,
): Generator<BlueGreenEvent, void, void> {
  const { host, request } = story;
  const deploymentId = request.id;
  switch (message.kind) {
    case 'ready':
      story.former = message.former;
      return yield { type: 'host.connected', host, former: message.former };
    case 'received':
      story.received = true;
      return yield { type: 'host.received', host, bytes: request.bytes };
    case 'restoring':
      return yield { type: 'host.restoring', host, release: { release: message.release, digest: message.digest } };
    case 'locked':
      story.last = message;
      return;
    case 'ended': {
      story.last = message;
      if (message.outcome === 'refused') return;
      const status = message.outcome === 'done' ? 'Succeeded' : 'Failed';
      return yield { type: 'deployment.finished', deploymentId, status, elapsedMs };
    }
    case 'event':
      return yield* tellEvent(story, message);
  }
}

function* tellEvent(
  { host: instance, request: { id: deploymentId } }: StagingStory,
  { event, status, elapsedMs, script, message, logTail }: Extract<StagingMessage, { kind: 'event' }>,
): Generator<BlueGreenEvent, void, void> {
  const named = { deploymentId, instance, event };
  if (status !== 'Failed')
    return yield { type: 'lifecycle.changed', ...named, status, ...(status === 'Succeeded' ? { elapsedMs } : {}) };
  const lines = logTail.split('\n').filter((line) => line !== '');
  yield { type: 'lifecycle.failed', ...named, script, message, logTail: lines };
}

/** Null when the release is there and good. */
export function endOfStaging(story: StagingStory, stopped: 'late' | 'asked' | null): BlueGreenError | null {
  const { host, last, request, former } = story;
  if (last === null) return endUnheard(story, stopped);
  if (last.kind === 'locked') {
    const message = `${last.owner} is deploying to ${host} since ${last.since}.`;
    return new BlueGreenError('HOST_BUSY', message, 'Run the same command again when that has ended.');
  }
  switch (last.outcome) {
    case 'done':
      return null;
    case 'refused': {
      const message = `${host} did not take the bundle; nothing was changed. ${last.message}.`;
      return new BlueGreenError('STAGING_REFUSED', message, 'Correct what the message names, then try again.');
    }
    case 'rolled-back': {
      const message = `${last.message} ${host} runs ${former?.release ?? 'the former release'} again.`;
      return new BlueGreenError('STAGING_ROLLED_BACK', message, 'Correct the hook or the app, then stage it again.');
    }
    case 'degraded': {
      const message = `${last.message} ${host} runs neither ${request.release} nor what was there before.`;
      const next = `Look at ${host}, below /var/lib/bluegreen/staging and the app's logs, then stage a release that works.`;
      return new BlueGreenError('STAGING_FAILED', message, next);
    }
  }
}

function endUnheard({ host, received }: StagingStory, stopped: 'late' | 'asked' | null): BlueGreenError {
  if (stopped === 'asked') {
    const what = received ? `${host} carries the deployment on by itself` : 'nothing was changed';
    return aborted(`Stopped on request; ${what}.`, undefined);
  }
  const why = stopped === 'late' ? 'The time allowed is over' : `The connection to ${host} broke`;
  if (received) {
    const message = `${why}; ${host} carries on by itself, and goes back to the former release if a hook fails.`;
    return new BlueGreenError(
      'HOST_LOST',
      message,
      'Run the same command again; it is refused with HOST_BUSY until the host has ended, and is safe.',
    );
  }
  return new BlueGreenError('HOST_UNREACHABLE', `${why}; nothing was changed.`, 'Run the same command again.');
}
