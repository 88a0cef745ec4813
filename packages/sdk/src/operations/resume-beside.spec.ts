import { collect, fakeWorld, type PortCall } from '../testing/index.js';
import { resume } from './resume.js';
import { switchTraffic } from './switch-traffic.js';

describe('resume beside an operation that began after it had read the lease', () => {
  /** A switch that opens its entry while the resumer lists the journal, and goes on when told to. */
  async function begunMeanwhile() {
    const world = fakeWorld();
    await collect(switchTraffic(world.ctx, { to: 'green' }));
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const living = world.process({ pace: async (call) => (call === 'traffic.write' ? held : undefined) });
    let ending: ReturnType<typeof collect> | undefined;
    const finish = async () => {
      goOn();
      return ending;
    };
    const begin = async () => {
      ending = collect(switchTraffic(living.ctx, { to: 'blue' }));
      while (world.journal.length === 1) await new Promise(setImmediate);
    };
    const id = `${living.ctx.actor.owner.replace('@host', '')}-1`;
    return { world, begin, finish, id };
  }

  it.each([
    ['any', false],
    ['that one', true],
  ])('says who drives it, and writes nothing (asked for %s)', async (_, named) => {
    const { world, begin, finish, id } = await begunMeanwhile();
    const pace = async (call: PortCall) => (call === 'documents.list' ? begin() : undefined);
    const resumer = world.process({ pace });
    const { error } = await collect(resume(resumer.ctx, { unwind: true, ...(named && { id }) }));
    expect(error).toMatchObject({ code: 'LEASE_HELD' });
    expect(resumer.calls).not.toContain('documents.replace');
    expect((await finish())?.result).toMatchObject({ live: 'blue' });
    expect(world.journal[0]).toMatchObject({ end: 'done', drivers: [{ fencing: 2 }] });
  });

  it('has nothing to do when it has ended by then', async () => {
    const { world, begin, finish } = await begunMeanwhile();
    let reads = 0;
    const pace = async (call: PortCall) => {
      if (call === 'documents.list') await begin();
      // The lease, both entries, and now the lease again.
      if (call === 'documents.read' && (reads += 1) === 4) await finish();
    };
    const { result } = await collect(resume(world.process({ pace }).ctx, { unwind: true }));
    expect(result).toEqual({ changed: false, mode: 'unwind', operations: [] });
    expect(world.journal[0]).toMatchObject({ end: 'done', drivers: [{ fencing: 2 }] });
    expect(world.lease).toMatchObject({ state: 'released', operation: { fencing: 2 } });
  });
});
