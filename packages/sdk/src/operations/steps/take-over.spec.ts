import { collect, fakeWorld } from '../../testing/index.js';
import { readEntries } from '../../state/journal.js';
import { redactedJson } from '../../state/redact.js';
import { switchTraffic } from '../switch-traffic.js';
import { takeOver } from './take-over.js';

const since = '2026-01-05T03:00:00.000Z';

/** An entry without an end that somebody drives under the number. */
async function drivenUnder(fencing: number) {
  const world = fakeWorld();
  await collect(switchTraffic(world.ctx));
  const [entry] = await readEntries(world.ctx.documents, 1);
  const { key, document } = entry!;
  const driver = { owner: 'later', surface: 'cli', fencing, since };
  const open = { ...document, end: null, endedAt: null, drivers: [driver] };
  world.documents.set(key, { body: redactedJson(open), version: 'open' });
  return { world, key };
}

describe('takeOver', () => {
  it('puts itself behind a driver with a lower number', async () => {
    const { world, key } = await drivenUnder(3);
    const taken = await takeOver(world.ctx, key, { owner: 'we', surface: 'cli', fencing: 4, since }, null);
    expect(taken.kind).toBe('open');
    expect(world.journal[0]!.drivers.map(({ fencing }) => fencing)).toEqual([3, 4]);
  });

  it.each([
    ['a higher number', 5, since],
    ['the same number, claimed at another time', 4, '2026-01-05T04:00:00.000Z'],
  ])('writes nothing where somebody has taken over with %s: we were asleep', async (_, number, claimedAt) => {
    const { world, key } = await drivenUnder(number);
    const driver = { owner: 'we', surface: 'cli', fencing: 4, since: claimedAt };
    await expect(takeOver(world.ctx, key, driver, null)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(world.documents.get(key)!.version).toBe('open');
  });
});
