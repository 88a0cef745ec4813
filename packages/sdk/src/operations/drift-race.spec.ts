import { collect, fakeWorld, type PortCall } from '../testing/index.js';
import { switchTraffic } from './switch-traffic.js';

describe('a switch whose picture was taken while another one moved traffic', () => {
  it.each<[PortCall]>([['traffic.routes'], ['documents.read']])(
    'does not take that for drift (late: %s)',
    async (late) => {
      const world = fakeWorld();
      await collect(switchTraffic(world.ctx, { to: 'green' }));
      let other: Promise<unknown> | undefined;
      const pace = async (call: PortCall) => {
        if (call !== late || other) return;
        other = collect(switchTraffic(world.process().ctx, { to: 'blue' }));
        await other;
      };
      const to = late === 'traffic.routes' ? 'green' : 'blue';
      const { error } = await collect(switchTraffic(world.process({ pace }).ctx, { to }));
      expect(error?.code).not.toBe('DRIFTED');
      expect(await other).toMatchObject({ result: { live: 'blue' } });
    },
  );
});
