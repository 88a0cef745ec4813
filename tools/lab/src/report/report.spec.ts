import { readOptions } from '../options.js';
import type { LabReport, ReportRow } from './lab-report.js';
import { markdownReport } from './markdown.js';
import { tableText } from './table.js';

const row: ReportRow = {
  ...{ name: 'crash sweep: switch', points: 80, tried: 80, operations: 160, kills: 78, faults: 78 },
  ...{ requests: 1234, violations: 1, note: '20 calls' },
};
const report: LabReport = {
  ...{ date: '2026-01-05T03:00:00.000Z', machine: 'a machine', seed: 7, minutes: 30 },
  rows: [row, { ...row, name: 'race', points: null, tried: null }],
  violations: [{ repeat: 'switch, call 3', what: 'two | live' }],
};

it('the table adds up, and is followed by the violations', () => {
  const lines = tableText(report).split('\n');
  expect(lines[0]).toMatch(/^part +points +tried/);
  expect(lines[2]).toMatch(/^race +- +-/);
  expect(lines[3]).toMatch(/^all +80 +80 +320 +156 +156 +2468 +2/);
  expect(lines.slice(-3)).toEqual(['seed 7', 'VIOLATION switch, call 3', '  two | live']);
});

it('the report says when, where and from which seed', () => {
  const text = markdownReport(report);
  expect(text).toContain('- Machine: a machine\n- Seed: 7\n');
  expect(text).toContain('| race | - | - | 160 | 78 |');
  expect(text).toContain('- switch, call 3: two | live');
  expect(markdownReport({ ...report, violations: [] })).toContain('No violation.');
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
