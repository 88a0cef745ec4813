import type { Problem, ProblemCode } from '../problem.js';

/** Line and column, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Gathers what is wrong while a document is read, so that everything is told at once. */
export interface Report {
  problem(code: ProblemCode, message: string, path: string, at: Position | null): void;
  warning(code: ProblemCode, message: string, path: string, at: Position | null): void;
  /** Remembers where a path stands, for checks that come after parsing. */
  mark(path: string, at: Position): void;
}

export interface Findings {
  problems: Problem[];
  warnings: Problem[];
  positions: ReadonlyMap<string, Position>;
}

export function createReport(): { report: Report; findings: () => Findings } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const positions = new Map<string, Position>();
  const entry = (code: ProblemCode, message: string, path: string, at: Position | null): Problem => ({
    code,
    message,
    line: at?.line ?? null,
    column: at?.column ?? null,
    path,
  });
  return {
    report: {
      problem: (code, message, path, at) => void problems.push(entry(code, message, path, at)),
      warning: (code, message, path, at) => void warnings.push(entry(code, message, path, at)),
      mark: (path, at) => void positions.set(path, at),
    },
    findings: () => ({ problems: inOrder(problems), warnings: inOrder(warnings), positions }),
  };
}

/** Top of the document first; problems without a line stay before all others, in the order they were found. */
function inOrder(problems: Problem[]): Problem[] {
  return [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
