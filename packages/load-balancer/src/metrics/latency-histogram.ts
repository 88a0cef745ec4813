/** The last bound is the longest idle timeout there is (4000 s); anything above counts there too. */
export const LATENCY_BOUNDS_MS: readonly number[] = [
  0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000,
  20_000, 30_000, 60_000, 4_000_000,
];

export interface LatencyHistogram {
  readonly counts: number[];
  sumMs: number;
  count: number;
}

export function newHistogram(): LatencyHistogram {
  return { counts: LATENCY_BOUNDS_MS.map(() => 0), sumMs: 0, count: 0 };
}

export function record(histogram: LatencyHistogram, ms: number): void {
  let bucket = 0;
  while (bucket < LATENCY_BOUNDS_MS.length - 1 && ms > (LATENCY_BOUNDS_MS[bucket] ?? 0)) bucket++;
  histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1;
  histogram.sumMs += ms;
  histogram.count++;
}
