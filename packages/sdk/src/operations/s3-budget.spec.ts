import { collect, fakeWorld, type FakeWorldOptions } from '../testing/index.js';
import { history } from './history.js';
import { rollback } from './rollback.js';
import { switchTraffic } from './switch-traffic.js';

const MOST = 6;

describe('lease and journal', () => {
  it.each<[string, FakeWorldOptions]>([
    ['one route', {}],
    ['three routes', { routes: 3 }],
    ['no Auto Scaling', { autoScaling: false }],
    ['requests that watch it', { proofPerSecond: 5 }],
  ])('cost a switch whose gates passed at most six calls of S3: %s', async (_name, given) => {
    const world = fakeWorld(given);
    const { result } = await collect(switchTraffic(world.ctx));
    expect(result).toMatchObject({ changed: true });
    const documents = world.calls.filter((call) => call.startsWith('documents.'));
    expect(documents.length).toBeLessThanOrEqual(MOST);
    expect(world.journal[0]!.steps.every((step) => step.endedAt !== null)).toBe(true);
  });

  it('have every intent on record before the change that it is about', async () => {
    const world = fakeWorld({ routes: 2 });
    await collect(switchTraffic(world.ctx));
    const firstWrite = world.calls.indexOf('traffic.write');
    const before = world.calls.slice(0, firstWrite).filter((call) => /documents\.(create|replace)/.test(call));
    expect(before).toHaveLength(2);
    expect(world.calls.indexOf('capacity.suspend')).toBeGreaterThan(
      world.calls.lastIndexOf('documents.create', firstWrite),
    );
  });

  it('read no more entries than asked for, after years of use', async () => {
    const world = fakeWorld();
    for (const verb of [switchTraffic, rollback, switchTraffic, rollback]) {
      await collect(verb(world.ctx));
      world.clock.advance(60_000);
    }
    const calls = world.calls.length;
    const { result } = await collect(history(world.ctx, { limit: 2 }));
    expect(result!.map(({ verb }) => verb)).toEqual(['rollback', 'switch']);
    expect([...world.calls.slice(calls)].sort()).toEqual([
      'documents.list',
      'documents.read',
      'documents.read',
      'documents.read',
    ]);
  });

  it('are readable by people', async () => {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx));
    for (const { body } of world.documents.values()) expect(body).toMatch(/^\{\n {2}"version": \d,\n/);
  });
});
