import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { StagingMessage } from '@bluegreen/appspec';
import { BlueGreenError } from '../domain/errors.js';
import type { Delivery, StagingHost } from '../staging/staging-host.js';
import { collect, handClock, revisionFolder } from '../testing/index.js';
import { stageOn } from './stage.js';

let revision: Awaited<ReturnType<typeof revisionFolder>>;
beforeEach(async () => {
  revision = await revisionFolder();
});
afterEach(() => revision.remove());

const former = { release: 'v1', digest: '1'.repeat(64) };
const ready: StagingMessage = { kind: 'ready', former };
const received: StagingMessage = { kind: 'received' };
const event = (status: 'InProgress' | 'Succeeded' | 'Failed'): StagingMessage => ({
  ...{ kind: 'event', event: 'ValidateService', status, elapsedMs: 20, script: 'validate.sh' },
  ...{ message: 'exit code 3', logTail: 'one\ntwo\n' },
});
const ended = (outcome: 'done' | 'refused' | 'rolled-back' | 'degraded', message = 'It failed.'): StagingMessage => ({
  ...{ kind: 'ended', outcome, message },
});

/** A host that says these things; what it was sent is kept. */
function hostSaying(said: readonly StagingMessage[], onSaid: () => void = () => undefined) {
  const kept: { delivery?: Delivery; archive?: Buffer } = {};
  const host: StagingHost = {
    name: 'staging.example.com',
    async *deliver(delivery) {
      kept.delivery = delivery;
      kept.archive = await readFile(delivery.archive);
      yield* said;
      onSaid();
    },
  };
  return { host, kept };
}

function run(
  host: StagingHost,
  {
    signal,
    timeoutMs,
    clock = handClock(0),
  }: { signal?: AbortSignal; timeoutMs?: number; clock?: ReturnType<typeof handClock> } = {},
) {
  const access = { server: 'staging.example.com', privateKey: 'key', owner: 'jane', runner: 'exports.serve' };
  const input = { source: revision.path, release: 'v2', timeoutMs, ...access };
  return collect(stageOn({ host, clock, signal, newId: () => 'id' }, input));
}

describe('stage', () => {
  it('sends the same bundle that a colour would get, and tells what becomes of it', async () => {
    const { host, kept } = hostSaying([ready, received, event('InProgress'), event('Succeeded'), ended('done', '')]);
    const { path, result } = await run(host);
    expect(path).toEqual([
      ...['bundle.packed', 'host.connected', 'host.received', 'lifecycle.changed', 'deployment.finished'],
    ]);
    const { request, archive } = kept.delivery!;
    expect(result).toMatchObject({ changed: true, server: 'staging.example.com', former, release: { release: 'v2' } });
    expect(request).toMatchObject({ id: 's-id', owner: 'jane', bytes: kept.archive!.length });
    expect(request.key).toBe(`releases/staging/v2-${result!.release.digest}.zip`);
    expect(existsSync(archive)).toBe(false);
  });

  it.each([
    ['somebody else is at work', [{ kind: 'locked', owner: 'job 4', since: 'noon' }], 'HOST_BUSY', 4, /job 4/],
    ['the host refuses', [ready, ended('refused', 'No room')], 'STAGING_REFUSED', 6, /nothing was changed/],
    ['a hook fails', [ready, received, event('Failed'), ended('rolled-back')], 'STAGING_ROLLED_BACK', 7, /runs v1/],
    ['going back fails too', [ready, received, ended('degraded')], 'STAGING_FAILED', 8, /neither v2 nor/],
    ['it hangs up early', [ready], 'HOST_UNREACHABLE', 6, /nothing was changed/],
    ['it hangs up late', [ready, received], 'HOST_LOST', 10, /carries on by itself/],
  ] as [string, StagingMessage[], string, number, RegExp][])('when %s', async (_name, said, code, exitCode, why) => {
    const { host, kept } = hostSaying(said);
    const { error } = await run(host);
    expect(error).toMatchObject({ code, exitCode, message: expect.stringMatching(why) as string });
    expect(existsSync(kept.delivery!.archive)).toBe(false);
  });

  it('shows the failing script and the end of what it said', async () => {
    const { events } = await run(hostSaying([ready, received, event('Failed'), ended('rolled-back')]).host);
    const failed = {
      type: 'lifecycle.failed',
      event: 'ValidateService',
      script: 'validate.sh',
      logTail: ['one', 'two'],
    };
    expect(events).toContainEqual(expect.objectContaining(failed));
  });

  it.each([
    ['before', [ready], 'ABORTED', /nothing was changed/],
    ['after', [ready, received], 'ABORTED', /carries the deployment on by itself/],
  ] as [string, StagingMessage[], string, RegExp][])(
    'stops on request %s the host has the bundle',
    async (_name, said, code, why) => {
      const stopping = new AbortController();
      const { host } = hostSaying(said, () => stopping.abort(new Error('SIGTERM')));
      const { error } = await run(host, { signal: stopping.signal });
      expect(error).toMatchObject({ code });
      expect(error!.message).toMatch(why);
    },
  );

  it('passes errors of the connection on', async () => {
    const refused = new BlueGreenError('HOST_ACCESS_DENIED', 'No.', 'Add the key.');
    const host: StagingHost = { name: 'h', deliver: () => failing(refused) };
    expect((await run(host)).error).toBe(refused);
  });
});

async function* failing(error: Error): AsyncGenerator<StagingMessage, void, void> {
  yield* [];
  await Promise.reject(error);
}
