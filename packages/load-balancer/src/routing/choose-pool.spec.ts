import { choosePool } from './choose-pool.js';

function forward(...weights: number[]): Parameters<typeof choosePool>[0] {
  return { kind: 'forward', pools: weights.map((weight, at) => ({ poolId: `p${at}`, weight })), stickySeconds: null };
}

describe('choosePool', () => {
  it.each([
    ['the share below 0.9', forward(90, 10), null, 0.89, 'p0'],
    ['the share above 0.9', forward(90, 10), null, 0.91, 'p1'],
    ['never weight 0 first', forward(0, 1), null, 0, 'p1'],
    ['never weight 0 last', forward(1, 0), null, 0.999999, 'p0'],
    ['nobody when all are 0', forward(0, 0), null, 0.5, null],
    ['nobody when the only one is 0', forward(0), null, 0.5, null],
    ['the cookie over the weights', forward(100, 0), 'p1', 0.5, 'p1'],
    ['the cookie when all are 0', forward(0, 0), 'p1', 0.5, 'p1'],
    ['anew for an unknown cookie', forward(0, 100), 'gone', 0.5, 'p1'],
  ])('chooses %s', (_name, action, stuckTo, draw, expected) => {
    expect(choosePool(action, stuckTo, () => draw)).toBe(expected);
  });

  it('gives each pool its share', () => {
    let draw = 0;
    const random = (): number => (draw++ % 1000) / 1000;
    const chosen = Array.from({ length: 1000 }, () => choosePool(forward(1, 3, 6), null, random));
    expect(['p0', 'p1', 'p2'].map((id) => chosen.filter((one) => one === id).length)).toEqual([100, 300, 600]);
  });
});
