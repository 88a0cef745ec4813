import { mergedRows, totalOf, violationsOf, type LabReport, type LabRun } from './lab-report.js';
import { cells, COLUMNS } from './table.js';

const RUN_COLUMNS = ['date', 'commit', 'seed', 'minutes', 'parts', 'violations'];

/** The report that is committed under docs/. */
export function markdownReport(report: LabReport): string {
  const rows = mergedRows(report);
  const violations = violationsOf(report);
  const found =
    violations.length === 0
      ? ['No violation: no request failed, one colour was live after every kill, and nothing was left open.']
      : violations.map(({ repeat, what }) => `- ${repeat}: ${what.replace(/\s+/g, ' ')}`);
  return [
    '# Lab report',
    '',
    'Written by `npm run lab -- --report docs/lab-report.md`; what each part does is in [how-to/lab.md](how-to/lab.md).',
    '',
    `Machine: ${[...new Set(report.runs.map(({ machine }) => machine))].join('; ')}.`,
    '',
    ...table(COLUMNS, [...rows.map(cells), cells(totalOf(rows))]),
    '',
    '`points` are the instants at which a run can be disturbed, `tried` those at which one was; the sweeps of several runs',
    'go on from each other. `faults` counts disturbances that met their call: how often a run polls differs, so that a call',
    'may not be made again. `+` behind a commit: with changes that it does not have.',
    '',
    '## Runs',
    '',
    ...table(RUN_COLUMNS, report.runs.map(runCells)),
    '',
    '## Violations',
    '',
    ...found,
    '',
  ].join('\n');
}

function runCells({ date, commit, seed, minutes, rows, violations }: LabRun): string[] {
  const parts = rows.map(({ name, tried }) => (tried === null ? name : `${name} (${tried})`)).join(', ');
  return [date, commit, String(seed), minutes.toFixed(1), parts, String(violations.length)];
}

function table(columns: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const line = (words: readonly string[]) => `| ${words.map((word) => word.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...lines.map(line)];
}
