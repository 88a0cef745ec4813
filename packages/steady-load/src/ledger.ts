/** One request of the load and what became of it. Times are ms of one monotonic clock. */
export interface LedgerEntry {
  readonly lane: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** What the answer said it came from; null when none came. */
  readonly release: string | null;
  /** Why it counts as failed; null when it was answered whole and right. */
  readonly failure: string | null;
}

/** A span of time, such as that of a switch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface LedgerSummary {
  readonly requests: number;
  readonly answered: number;
  readonly failed: number;
  /** Longest time in which no request was answered. */
  readonly longestGapMs: number;
  readonly p50Ms: number;
  /** Over the requests that touched no span. */
  readonly p99SteadyMs: number;
  /** Over the requests that were under way in a span. */
  readonly p99SwitchMs: number;
  /** Reasons of failures with their counts. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Sums up a ledger, telling requests that met a switch from the rest. */
export function summarize(entries: readonly LedgerEntry[], switches: readonly Span[]): LedgerSummary {
  const answered = entries.filter((entry) => entry.failure === null);
  const meets = ({ startedAt, endedAt }: LedgerEntry) =>
    switches.some((span) => startedAt <= span.to && endedAt >= span.from);
  const latencies = (some: readonly LedgerEntry[]) => some.map(({ startedAt, endedAt }) => endedAt - startedAt);
  return {
    requests: entries.length,
    answered: answered.length,
    failed: entries.length - answered.length,
    longestGapMs: round(longestGap(answered.map((entry) => entry.endedAt))),
    p50Ms: round(quantile(latencies(answered), 0.5)),
    p99SteadyMs: round(quantile(latencies(answered.filter((entry) => !meets(entry))), 0.99)),
    p99SwitchMs: round(quantile(latencies(answered.filter(meets)), 0.99)),
    failures: countBy(entries.flatMap(({ failure }) => (failure === null ? [] : [failure]))),
  };
}

/** Nearest-rank quantile; 0 for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function longestGap(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.reduce((longest, time, index) => Math.max(longest, time - (sorted[index - 1] ?? time)), 0);
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
