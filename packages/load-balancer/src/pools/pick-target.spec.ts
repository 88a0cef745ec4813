import { pickTarget } from './pick-target.js';
import { newTarget, type Target } from './target.js';

function targets(...ids: string[]): Target[] {
  return ids.map((id) => newTarget({ id, port: 80 }, false));
}
function picks(
  count: number,
  algorithm: Parameters<typeof pickTarget>[0],
  from: Target[],
  random = (): number => 0,
): string {
  const rotation = { next: 0 };
  return Array.from({ length: count }, () => pickTarget(algorithm, from, rotation, random)?.address.id).join('');
}

describe('pickTarget', () => {
  it('finds nobody among none', () => {
    expect(pickTarget('round-robin', [], { next: 0 }, () => 0)).toBeNull();
  });

  it('goes round', () => {
    expect(picks(7, 'round-robin', targets('a', 'b', 'c'))).toBe('abcabca');
  });

  it('goes round by share while somebody starts slowly', () => {
    const [a, b] = targets('a', 'b') as [Target, Target];
    b.share = 0.25;
    const order = picks(10, 'round-robin', [a, b]);
    expect([...order].filter((id) => id === 'b')).toHaveLength(2);
  });

  it('takes the least busy, and takes turns among equals', () => {
    const [a, b, c] = targets('a', 'b', 'c') as [Target, Target, Target];
    a.outstanding = 2;
    expect(picks(6, 'least-outstanding-requests', [a, b, c])).not.toContain('a');
    expect(new Set(picks(6, 'least-outstanding-requests', [b, c]))).toEqual(new Set('bc'));
  });

  it('draws by share', () => {
    const [a, b] = targets('a', 'b') as [Target, Target];
    b.share = 0.5;
    expect(picks(1, 'weighted-random', [a, b], () => 0.66)).toBe('a');
    expect(picks(1, 'weighted-random', [a, b], () => 0.67)).toBe('b');
  });
});
