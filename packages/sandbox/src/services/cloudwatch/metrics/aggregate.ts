/** What is kept of several samples. */
export interface Aggregate {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How often each value came, for percentiles; null when only a statistic set was sent. */
  readonly values: readonly (readonly [value: number, count: number])[] | null;
}

/** More distinct values than this are rounded together, so that a point stays small. */
const MAX_VALUES = 500;

export function ofValues(values: readonly (readonly [value: number, count: number])[]): Aggregate {
  const merged = mergeValues(values);
  const all = merged.map(([value]) => value);
  return {
    count: sumOf(merged.map(([, count]) => count)),
    sum: sumOf(merged.map(([value, count]) => value * count)),
    minimum: Math.min(...all),
    maximum: Math.max(...all),
    values: bounded(merged),
  };
}

export function merge(a: Aggregate, b: Aggregate): Aggregate {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
    values: a.values && b.values ? bounded(mergeValues([...a.values, ...b.values])) : null,
  };
}

function mergeValues(values: readonly (readonly [number, number])[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const [value, count] of values) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].sort(([a], [b]) => a - b);
}

function bounded(values: [number, number][]): readonly (readonly [number, number])[] {
  let kept = values;
  for (let digits = 3; kept.length > MAX_VALUES && digits >= 1; digits--) {
    kept = mergeValues(values.map(([value, count]) => [Number(value.toPrecision(digits)), count]));
  }
  return kept;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0);
}
