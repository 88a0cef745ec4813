import { BlueGreen } from '@bluegreen/sdk';
import { answerAs, fakeWorld, revisionFolder, type FakeWorld } from '@bluegreen/sdk/testing';
import type { LedgerEntry } from '@bluegreen/steady-load';
import { wordsOf } from '../words/words.js';
import { runDemo } from './run-demo.js';

let revision: Awaited<ReturnType<typeof revisionFolder>>;
beforeEach(async () => {
  revision = await revisionFolder();
});
afterEach(() => revision.remove());

/** A load that has met nothing but good answers, and tells whether it still runs. */
function fakeLoad() {
  const entry: LedgerEntry = { lane: 'page', startedAt: 1, endedAt: 3, release: 'v1', failure: null };
  const load = { url: '', running: false };
  const startLoad = (url: string) => {
    Object.assign(load, { url, running: true });
    return {
      stop: () => {
        load.running = false;
        return Promise.resolve([entry, { ...entry, endedAt: 5, failure: 'status 502' }]);
      },
    };
  };
  return { load, startLoad };
}

function demo(
  world: FakeWorld,
  startLoad: ReturnType<typeof fakeLoad>['startLoad'],
  onChapter: (title: string) => void = () => {},
) {
  const bluegreen = BlueGreen.over(world.ctx);
  return runDemo({
    bluegreen,
    app: revision.path,
    startLoad,
    steadyWhile: () => Promise.resolve(),
    words: wordsOf('en').demo,
    onEvent: () => {},
    onChapter,
  });
}

describe('runDemo', () => {
  it('deploys, switches, rolls back and switches again under load, and reports on all of it', async () => {
    const world = fakeWorld();
    const { load, startLoad } = fakeLoad();
    const chapters: string[] = [];
    const report = await demo(world, startLoad, (title) => chapters.push(title));

    expect(report).toEqual({
      switches: [
        { verb: 'switch', from: 'blue', to: 'green', ms: expect.any(Number) },
        { verb: 'switch', from: 'green', to: 'blue', ms: expect.any(Number) },
        { verb: 'rollback', from: 'blue', to: 'green', ms: expect.any(Number) },
        { verb: 'switch', from: 'green', to: 'blue', ms: expect.any(Number) },
      ],
      releases: ['v1', 'v2'],
      ...{ requests: 2, answered: 1, failed: 1, failures: { 'status 502': 1 } },
      ...{ longestGapMs: 0, p50Ms: 2, p99SteadyMs: 2, p99SwitchMs: 0 },
    });
    expect(chapters).toHaveLength(7);
    expect(load).toEqual({ url: 'http://bg.example.test', running: false });
    expect(world).toMatchObject({ live: 'blue', leaseHeld: false });
    expect(world.state.colors.blue.release?.release).toBe('v2');
    expect(world.state.colors.green.release?.release).toBe('v1');
  });

  it('stops the load when a switch under it fails, and tells that failure', async () => {
    // The first switch, to green, goes well; blue does not answer once it is live again.
    const world = fakeWorld({ faults: [bad] });
    const { load, startLoad } = fakeLoad();
    await expect(demo(world, startLoad)).rejects.toMatchObject({ code: 'PROBE_FAILED' });
    expect(load).toMatchObject({ url: 'http://bg.example.test', running: false });
  });

  it('starts no load when nothing could be deployed', async () => {
    const { load, startLoad } = fakeLoad();
    const world = fakeWorld({ instances: { green: 0 } });
    await expect(demo(world, startLoad)).rejects.toMatchObject({ code: expect.any(String) as string });
    expect(load).toEqual({ url: '', running: false });
  });
});

const bad = answerAs('blue', { status: 502, body: 'Bad gateway' });
