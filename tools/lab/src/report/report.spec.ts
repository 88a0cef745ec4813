import { readOptions } from '../options.js';
import { mergedRows, reached, type LabReport, type LabRun, type ReportRow } from './lab-report.js';
import { markdownReport } from './markdown.js';
import { tableText } from './table.js';

const row: ReportRow = {
  ...{ name: 'crash sweep: switch', points: 80, tried: 80, operations: 160, kills: 78, faults: 78 },
  ...{ requests: 1234, violations: 1, note: '20 calls' },
};
const run: LabRun = {
  ...{ date: '2026-01-05T03:00:00.000Z', machine: 'a machine', commit: 'abc123', seed: 7, minutes: 30.04 },
  rows: [row, { ...row, name: 'race', points: null, tried: null }],
  violations: [{ repeat: 'switch, call 3', what: 'two | live' }],
};
const report: LabReport = { runs: [run] };

it('the table adds up, and is followed by the violations', () => {
  const lines = tableText(report).split('\n');
  expect(lines[0]).toMatch(/^part +points +tried/);
  expect(lines[2]).toMatch(/^race +- +-/);
  expect(lines[3]).toMatch(/^all +80 +80 +320 +156 +156 +2468 +2/);
  expect(lines.slice(-3)).toEqual(['seed 7', 'VIOLATION switch, call 3', '  two | live']);
});

it('the report says when, where, of what and from which seed', () => {
  const text = markdownReport(report);
  expect(text).toContain('Machine: a machine.\n');
  expect(text).toContain('| race | - | - | 160 | 78 |');
  expect(text).toContain('| abc123 | 7 | 30.0 | crash sweep: switch (80), race | 1 |');
  expect(text).toContain('- switch, call 3: two | live');
  expect(markdownReport({ runs: [{ ...run, violations: [] }] })).toContain('No violation');
});

it('several runs are one table: what was tried adds up, the points stay', () => {
  const first: LabRun = { ...run, rows: [{ ...row, tried: 30 }], violations: [] };
  const second: LabRun = { ...run, rows: [{ ...row, tried: 50, note: '20 calls; seed 8' }], seed: 8 };
  const both = { runs: [first, second] };
  expect(mergedRows(both)).toEqual([
    {
      ...row,
      tried: 80,
      operations: 320,
      kills: 156,
      faults: 156,
      requests: 2468,
      violations: 2,
      note: '20 calls; seed 8',
    },
  ]);
  expect(reached([first], row.name)).toMatchObject({ tried: 30, points: 80 });
  expect(reached([first], 'race')).toBeNull();
  expect(markdownReport(both)).toContain('- switch, call 3');
});

describe('the command line', () => {
  it('has defaults for all', () => {
    expect(readOptions([], 5)).toMatchObject({ minutes: 10, seed: 5, switches: 1_000, parts: expect.any(Array) as [] });
  });

  it('takes parts and verbs more than once', () => {
    const words = '--only race --only crash --verb switch --minutes 0.5 --json --report docs/x.md'.split(' ');
    expect(readOptions(words, 1)).toMatchObject({
      ...{ parts: ['race', 'crash'], verbs: ['switch'], minutes: 0.5, json: true, report: 'docs/x.md' },
    });
  });

  it.each([
    [['--minutes', '0'], '--minutes takes a number above 0'],
    [['--only', 'all'], '--only takes one of crash, fault, instance, race'],
    [['--seed'], '--seed needs a value'],
    [['--what'], 'there is no --what'],
  ])('refuses %j', (words, problem) => {
    expect(() => readOptions(words, 1)).toThrow(problem);
  });
});
