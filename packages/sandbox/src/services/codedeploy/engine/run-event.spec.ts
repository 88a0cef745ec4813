import type { EventOutcome } from '@bluegreen/appspec';
import type { Deployment } from '../state.js';
import { AWS_LIMITS, type World } from '../world.js';
import { runEvent } from './run-event.js';

const SCALE = 10;
const succeeded: EventOutcome = {
  status: 'Succeeded',
  errorCode: 'Success',
  scriptName: null,
  message: '',
  logTail: '',
};
const deployment = { id: 'd-1', stop: null, revision: { bucket: 'b', key: 'k', bundleType: 'zip' } };

/** A world whose sandbox time runs ten times as fast as the wall; its one script ends after `wallMs`. */
async function outcomeAfter(wallMs: number): Promise<EventOutcome> {
  let now = 0;
  let end: (outcome: EventOutcome) => void = () => undefined;
  const world: Pick<World, 'clock' | 'limits' | 'signal' | 'agents'> = {
    limits: AWS_LIMITS,
    signal: new AbortController().signal,
    clock: {
      now: () => now,
      after: () => () => undefined,
      async sleep(ms, signal) {
        await Promise.resolve();
        signal?.throwIfAborted();
        now += ms / SCALE / 2; // Two of them sleep at a time.
        if (now >= wallMs) end(succeeded);
      },
    },
    agents: {
      agentOf: () => ({ alive: true, runEvent: () => new Promise((resolve) => (end = resolve)) }),
      taggedWith: () => [],
    },
  };
  return runEvent(world as World, deployment as unknown as Deployment, 'i-1', 'ApplicationStart');
}

it('gives scripts their hour by the wall clock, whatever the scale', async () => {
  expect(await outcomeAfter(3_500_000)).toEqual(succeeded);
  expect(await outcomeAfter(4_000_000)).toMatchObject({
    status: 'Failed',
    message: 'ApplicationStart did not end within 3600 seconds',
  });
});
