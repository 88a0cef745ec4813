import type { HistoryEntry } from '../domain/operations.js';
import { findNewerDeploy } from './find-newer-deploy.js';

function entry(changes: Partial<HistoryEntry>): HistoryEntry {
  return {
    ...{ id: `o-${changes.sequence}`, verb: 'deploy', owner: 'ci', surface: 'ci', link: null, sequence: null },
    ...{ startedAt: '', endedAt: '', end: 'done', from: null, to: 'green', release: null, error: null },
    ...changes,
  };
}

describe('findNewerDeploy', () => {
  it.each([
    ['nothing was ever deployed', [], 5, null],
    ['an older pipeline deployed last', [{ sequence: 4 }], 5, null],
    ['the same pipeline deployed last: its job is run again', [{ sequence: 5 }], 5, null],
    ['a newer pipeline deployed last', [{ sequence: 7 }], 5, 7],
    ['a person deployed after the newer pipeline', [{ sequence: null }, { sequence: 7 }], 5, 7],
    ['the newer one failed', [{ sequence: 7, end: 'failed-unmoved' }, { sequence: 4 }], 5, null],
    ['the newer one still runs', [{ sequence: 7, end: null }, { sequence: 4 }], 5, null],
    ['the newer one was a switch', [{ sequence: 7, verb: 'switch' }], 5, null],
    ['an older one was forced through since', [{ sequence: 3 }, { sequence: 7 }], 5, null],
  ] as [string, Partial<HistoryEntry>[], number, number | null][])('when %s', (_name, entries, wanted, newer) => {
    expect(findNewerDeploy(entries.map(entry), wanted)?.sequence ?? null).toBe(newer);
  });
});
