import { decide, inOrder, ruleFor, type InstanceView } from './schedule.js';

/** `p` pending, `r` running, `s` succeeded, `f` failed; a capital letter was healthy before. */
const fleet = (letters: string): InstanceView[] =>
  [...letters].map((letter, index) => ({
    id: String(index),
    phase: ({ p: 'pending', r: 'running', s: 'succeeded', f: 'failed' } as const)[letter.toLowerCase() as 'p'],
    healthy: letter !== letter.toLowerCase(),
  }));

const CONFIGS = {
  OneAtATime: { type: 'MOST_CONCURRENCY', value: 1 },
  HalfAtATime: { type: 'FLEET_PERCENT', value: 50 },
  AllAtOnce: { type: 'HOST_COUNT', value: 0 },
  'three healthy hosts': { type: 'HOST_COUNT', value: 3 },
} as const;

function next(config: keyof typeof CONFIGS, letters: string, stopping = false): string {
  const rule = ruleFor(CONFIGS[config], letters.length);
  if (!rule) return 'invalid';
  const decision = decide(rule, fleet(letters), stopping);
  if (decision.kind === 'start') return `start ${decision.ids.join()}`;
  return decision.kind === 'wait' ? 'wait' : decision.verdict;
}

describe('decide: batches and verdicts (contract C9)', () => {
  it.each([
    ['OneAtATime', 'PPP', 'start 0'],
    ['OneAtATime', 'RPP', 'wait'],
    ['OneAtATime', 'SPP', 'start 1'],
    ['OneAtATime', 'FPP', 'Failed'],
    ['OneAtATime', 'SSS', 'Succeeded'],
    ['OneAtATime', 'SSF', 'Succeeded'],
    ['OneAtATime', 'F', 'Failed'],
    ['OneAtATime', 'ppp', 'start 0'],
    ['HalfAtATime', 'PPPPPPPPP', 'start 0,1,2,3'],
    ['HalfAtATime', 'RRRRPPPPP', 'wait'],
    ['HalfAtATime', 'SSSSPPPPP', 'start 4,5,6,7'],
    ['HalfAtATime', 'SFSSPPPPP', 'start 4,5,6'],
    ['HalfAtATime', 'FFFFPPPPP', 'Failed'],
    ['HalfAtATime', 'SSSSSFFFF', 'Succeeded'],
    ['HalfAtATime', 'SSSSFFFFF', 'Failed'],
    ['HalfAtATime', 'ffpp', 'start 2,3'],
    ['HalfAtATime', 'fffp', 'Failed'],
    ['HalfAtATime', 'P', 'invalid'],
    ['AllAtOnce', 'PpP', 'start 0,1,2'],
    ['AllAtOnce', 'RFF', 'wait'],
    ['AllAtOnce', 'SFF', 'Succeeded'],
    ['AllAtOnce', 'FFF', 'Failed'],
    ['three healthy hosts', 'PPPP', 'start 0'],
    ['three healthy hosts', 'RPPP', 'wait'],
    ['three healthy hosts', 'FPPP', 'Failed'],
    ['three healthy hosts', 'pPPP', 'start 0'],
    ['three healthy hosts', 'PPP', 'invalid'],
  ] as const)('%s with %s: %s', (config, letters, expected) => {
    expect(next(config, letters)).toBe(expected);
  });

  it('rounds a percentage up to hosts: 95 percent of 10 leaves no room', () => {
    expect(ruleFor({ type: 'FLEET_PERCENT', value: 95 }, 10)).toBeNull();
    expect(ruleFor({ type: 'FLEET_PERCENT', value: 89 }, 10)).toEqual({ kind: 'minimum-healthy', hosts: 9 });
  });

  it('starts nothing more once the deployment is stopped, and waits for what runs', () => {
    expect(next('AllAtOnce', 'RPP', true)).toBe('wait');
    expect(next('AllAtOnce', 'SPP', true)).toBe('Failed');
  });
});

describe('inOrder: unhealthy, unknown revision, old, current (contract C9)', () => {
  it('sorts so and keeps the order among equals', () => {
    const named = (
      id: string,
      healthy: boolean,
      revision: string | null,
    ): { id: string; healthy: boolean; revision: string | null } => ({ id, healthy, revision });
    const instances = [
      named('current', true, 'new'),
      named('old', true, 'old'),
      named('unknown', true, null),
      named('sick', false, 'new'),
      named('sick2', false, null),
    ];
    expect(inOrder(instances, 'new').map(({ id }) => id)).toEqual(['sick', 'sick2', 'unknown', 'old', 'current']);
  });
});
