import type { Routing } from '@bluegreen/load-balancer';
import { manualClock } from '../testing/manual-clock.js';
import { createPropagation } from './propagation.js';
import { poolsOf } from './routing.js';

const to = (poolId: string): Routing => ({
  rules: [],
  defaultAction: { kind: 'forward', pools: [{ poolId, weight: 1 }], stickySeconds: null },
});

function start(delayMs: number) {
  const clock = manualClock();
  const served: Routing[] = [];
  const propagation = createPropagation({ setRouting: (_id, routing) => void served.push(routing) }, clock, delayMs);
  propagation.opened('listener', to('blue'));
  const pools = () =>
    served.map(({ defaultAction }) => (defaultAction.kind === 'forward' ? defaultAction.pools[0]?.poolId : ''));
  return { clock, served, pools, propagation };
}

describe('propagation (contract B9)', () => {
  it('swaps at once without a delay', () => {
    const { propagation, served } = start(0);
    propagation.change('listener', to('green'));
    expect(served).toEqual([to('green')]);
  });

  it('lets old and new serve in turns during the delay, and the new one alone after it', () => {
    const { propagation, clock, served, pools } = start(800);
    propagation.change('listener', to('green'));
    clock.advance(799);
    expect(pools()).toEqual(['blue', 'green', 'blue', 'green', 'blue', 'green', 'blue', 'green']);
    for (const routing of served) expect([...poolsOf(routing)].sort()).toEqual(['blue', 'green']);
    clock.advance(1);
    expect(served.at(-1)).toEqual(to('green'));
    clock.advance(10_000);
    expect(served).toHaveLength(9);
  });

  it('starts anew from what was asked last when asked again half way', () => {
    const { propagation, clock, pools, served } = start(800);
    propagation.change('listener', to('green'));
    clock.advance(150);
    propagation.change('listener', to('blue'));
    clock.advance(800);
    expect(new Set(pools().slice(2))).toEqual(new Set(['green', 'blue']));
    expect(served.at(-1)).toEqual(to('blue'));
  });

  it('does nothing when the routing stays the same', () => {
    const { propagation, served } = start(800);
    propagation.change('listener', to('blue'));
    expect(served).toEqual([]);
  });

  it.each([
    ['settled', 'settle', [to('green')]],
    ['stopped', 'stop', []],
  ] as const)('ends what is under way when %s', (_word, end, further) => {
    const { propagation, clock, served } = start(800);
    propagation.change('listener', to('green'));
    const before = served.length;
    propagation[end]();
    clock.advance(10_000);
    expect(served.slice(before)).toEqual(further);
  });
});
