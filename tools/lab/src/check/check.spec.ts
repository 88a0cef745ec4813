import type { LoggedCall } from '@bluegreen/sandbox';
import type { RaceRun } from '../race/worker.js';
import type { EntryState, GroupState, World } from '../rig/observe.js';
import { judgeEnd } from './judge-end.js';
import { judgeHistory } from './judge-history.js';
import { judgeLoad } from './judge-load.js';
import { judgeTurns } from './judge-turns.js';

const group: GroupState = { min: 0, max: 4, desired: 1, suspended: [] };
const entry = (patch: Partial<EntryState> = {}): EntryState => ({
  ...{ key: 'k', id: 'one', verb: 'switch', startedAt: '2026-01-05T03:00:00Z', endedAt: '2026-01-05T03:00:01Z' },
  ...{ end: 'done', from: 'blue', to: 'green', fencing: [1] },
  ...patch,
});
const world = (patch: Partial<World> = {}): World => ({
  actions: 'to blue',
  live: ['blue'],
  groups: { blue: group, green: group },
  lease: { state: 'released', operation: 'one', left: 'nothing' },
  journal: [entry()],
  ...patch,
});

describe('the judge of an end', () => {
  const expected = { before: world(), after: world({ actions: 'to green', live: ['green'] }) };

  it.each([['before'], ['after']] as const)('finds nothing wrong with the world as %s', (when) => {
    expect(judgeEnd(expected[when], expected)).toEqual([]);
  });

  it.each<[string, Partial<World>, RegExp]>([
    ['two live colours', { live: ['blue', 'green'] }, /2 colours are live/],
    ['no live colour', { live: [] }, /0 colours/],
    ['a listener that reads otherwise', { actions: 'to both' }, /neither as before nor as after/],
    ['a held lease', { lease: { state: 'held', operation: 'x', left: 'nothing' } }, /still held by x/],
    [
      'an unfinished operation',
      { lease: { state: 'released', operation: 'x', left: 'unfinished' } },
      /x is unfinished/,
    ],
    ['an open entry', { journal: [entry({ endedAt: null, end: null })] }, /one \(switch\) has no end/],
    [
      'processes that stay suspended',
      { groups: { blue: { ...group, suspended: ['Terminate'] }, green: group } },
      /capacity of blue/,
    ],
    ['another size', { groups: { blue: group, green: { ...group, desired: 2 } } }, /capacity of green/],
  ])('names %s', (_name, patch, problem) => {
    expect(judgeEnd(world(patch), expected).join()).toMatch(problem);
  });
});

describe('the judge of a history', () => {
  const back = entry({ id: 'two', verb: 'rollback', from: 'green', to: 'blue', fencing: [2] });
  const judge = (...entries: EntryState[]) => judgeHistory(entries, 'blue', 'race').map(({ what }) => what);

  it('takes one line, in any order, with takeovers and failures on the way', () => {
    const failed = entry({ id: 'three', end: 'failed-unmoved', fencing: [3] });
    const locked = entry({ id: 'zero', verb: 'lock', fencing: [0] });
    const all = [back, locked, entry({ fencing: [1] }), { ...locked, id: 'null' }, failed];
    expect(judge(...all, entry({ id: 'four', fencing: [4, 5] }))).toEqual([]);
  });

  it.each<[string, EntryState[], RegExp]>([
    ['two from the same colour', [entry(), entry({ id: 'two', fencing: [2] })], /moved from blue, but green was live/],
    ['a number used twice', [entry(), { ...back, fencing: [1] }], /two \(rollback\) has number 1, not above 1/],
    ['a takeover under a lower number', [entry({ fencing: [5, 4] })], /did not rise: 5, 4/],
    ['an open entry', [entry({ end: null })], /has no end/],
    ['an end that needs a person', [entry({ end: 'needs-attention' })], /needs-attention/],
  ])('names %s', (_name, entries, problem) => {
    expect(judge(...entries).join()).toMatch(problem);
  });
});

describe('the judge of turns', () => {
  const run = (worker: string, from: number, to: number): RaceRun => ({
    ...{ worker, accessKeyId: worker, words: 'switch', from, to, code: 0, said: '' },
  });
  const call = (accessKeyId: string, at: number, operation = 'ModifyListener', status = 200) =>
    ({ accessKeyId, at, operation, status }) as LoggedCall;
  const runs = [run('a', 0, 10), run('b', 0, 10), run('a', 11, 20)];
  const judge = (...calls: LoggedCall[]) => judgeTurns(calls, runs, 'race');

  it('lets one follow the other, and readers and refused calls be', () => {
    const first = [call('a', 1), call('b', 2, 'DescribeListeners'), call('b', 2, 'ModifyListener', 400), call('a', 3)];
    expect(judge(...first, call('b', 4), call('a', 12))).toEqual([]);
  });

  it('names two that alternate', () => {
    expect(judge(call('a', 1), call('b', 2), call('a', 3))).toMatchObject([
      { what: expect.stringMatching(/"switch" of a .* and "switch" of b .* in turns \(ModifyListener\)/) as string },
    ]);
  });
});

it('a failed request is held against what was going on', () => {
  const request = { lane: 'small', release: 'v1', failure: null };
  const ledger = [
    { ...request, startedAt: 0, endedAt: 5 },
    { ...request, startedAt: 12, endedAt: 14, failure: 'small: ECONNRESET' },
    { ...request, startedAt: 30, endedAt: 31, failure: 'small: status 502' },
  ];
  expect(judgeLoad(ledger, [{ repeat: 'switch, call 3', from: 10, to: 20 }])).toMatchObject([
    { repeat: 'switch, call 3', what: expect.stringContaining('ECONNRESET') as string },
    { repeat: 'between operations', what: expect.stringContaining('502') as string },
  ]);
});
