import { mergedRows, totalOf, violationsOf, type LabReport, type ReportRow } from './lab-report.js';

export const COLUMNS = ['part', 'points', 'tried', 'operations', 'kills', 'faults', 'requests', 'violations', 'note'];

/** A row as words; `-` where a column means nothing. */
export function cells(row: ReportRow): string[] {
  const { name, points, tried, operations, kills, faults, requests, violations, note } = row;
  return [name, points, tried, operations, kills, faults, requests, violations, note].map((cell) =>
    cell === null ? '-' : String(cell),
  );
}

/** The table for a terminal, with every violation below it. */
export function tableText(report: LabReport): string {
  const rows = mergedRows(report);
  const lines = [COLUMNS, ...rows.map(cells), cells(totalOf(rows))];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const seeds = report.runs.map(({ seed }) => seed).join(', ');
  const found = violationsOf(report).map(({ repeat, what }) => `VIOLATION ${repeat}\n  ${what}`);
  return [...table, '', `seed ${seeds}`, ...found].join('\n');
}
