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

export interface LabReport {
  /** ISO-8601. */
  readonly date: string;
  readonly machine: string;
  readonly seed: number;
  readonly minutes: number;
  readonly rows: readonly ReportRow[];
  readonly violations: readonly Violation[];
}

export function machineName(): string {
  const all = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${process.platform} ${process.arch}, Node ${process.version}, ${all.length} x ${all[0]?.model.trim() ?? 'unknown'}, ${gigabytes} GB`;
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
