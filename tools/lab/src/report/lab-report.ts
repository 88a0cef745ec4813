import { cpus, totalmem } from 'node:os';
import type { Violation } from '../check/violation.js';

/** One line of the table. Null where a column means nothing. */
export interface ReportRow {
  readonly name: string;
  /** Points there are, and those that were tried. */
  readonly points: number | null;
  readonly tried: number | null;
  readonly operations: number | null;
  readonly kills: number | null;
  readonly faults: number | null;
  readonly requests: number | null;
  readonly violations: number;
  readonly note: string;
}

/** One run of the lab. */
export interface LabRun {
  /** ISO-8601. */
  readonly date: string;
  readonly machine: string;
  /** Of the tree, and whether it had changes that no commit has. */
  readonly commit: string;
  readonly seed: number;
  /** How long it took. */
  readonly minutes: number;
  readonly rows: readonly ReportRow[];
  readonly violations: readonly Violation[];
}

/** Several runs, the later ones going on where the earlier ones ended. Oldest first; never empty. */
export interface LabReport {
  readonly runs: readonly LabRun[];
}

export function machineName(): string {
  const all = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${process.platform} ${process.arch}, Node ${process.version}, ${all.length} x ${all[0]?.model.trim() ?? 'unknown'}, ${gigabytes} GB`;
}

const COUNTS = ['tried', 'operations', 'kills', 'faults', 'requests'] as const;

/** One row a part and verb, over all runs. */
export function mergedRows({ runs }: LabReport): ReportRow[] {
  const merged = new Map<string, ReportRow>();
  for (const row of runs.flatMap(({ rows }) => rows)) {
    const former = merged.get(row.name);
    merged.set(row.name, former ? added(former, row) : row);
  }
  return [...merged.values()];
}

export function violationsOf({ runs }: LabReport): Violation[] {
  return runs.flatMap(({ violations }) => violations);
}

/** How far earlier runs came with a row. */
export function reached(runs: readonly LabRun[], name: string): ReportRow | null {
  return mergedRows({ runs }).find((row) => row.name === name) ?? null;
}

function added(former: ReportRow, row: ReportRow): ReportRow {
  const sums = COUNTS.map((count) => {
    const [one, other] = [former[count], row[count]];
    return [count, one === null && other === null ? null : (one ?? 0) + (other ?? 0)] as const;
  });
  const notes = new Set([...former.note.split('; '), ...row.note.split('; ')]);
  return {
    ...row,
    ...(Object.fromEntries(sums) as Pick<ReportRow, (typeof COUNTS)[number]>),
    violations: former.violations + row.violations,
    note: [...notes].join('; '),
  };
}

/** The sum of all rows. */
export function totalOf(rows: readonly ReportRow[]): ReportRow {
  const sum = (pick: (row: ReportRow) => number | null) => rows.reduce((total, row) => total + (pick(row) ?? 0), 0);
  return {
    name: 'all',
    points: sum(({ points }) => points),
    tried: sum(({ tried }) => tried),
    operations: sum(({ operations }) => operations),
    kills: sum(({ kills }) => kills),
    faults: sum(({ faults }) => faults),
    requests: sum(({ requests }) => requests),
    violations: sum(({ violations }) => violations),
    note: '',
  };
}
