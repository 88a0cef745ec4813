import { totalOf, type LabReport } from './lab-report.js';
import { cells, COLUMNS } from './table.js';

/** The report that is committed under docs/. */
export function markdownReport(report: LabReport): string {
  const { date, machine, seed, minutes, rows, violations } = report;
  const line = (words: readonly string[]) => `| ${words.map((word) => word.replaceAll('|', '\\|')).join(' | ')} |`;
  const found =
    violations.length === 0
      ? ['No violation.']
      : violations.map(({ repeat, what }) => `- ${repeat}: ${what.replace(/\s+/g, ' ')}`);
  return [
    '# Lab report',
    '',
    'Written by `npm run lab -- --report docs/lab-report.md`; what each part does is in [how-to/lab.md](how-to/lab.md).',
    '',
    `- Date: ${date}`,
    `- Machine: ${machine}`,
    `- Seed: ${seed}`,
    `- Budget: ${minutes} minutes`,
    '',
    line(COLUMNS),
    line(COLUMNS.map(() => '---')),
    ...rows.map((row) => line(cells(row))),
    line(cells(totalOf(rows))),
    '',
    '## Violations',
    '',
    ...found,
    '',
  ].join('\n');
}
