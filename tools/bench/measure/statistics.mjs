/** Nearest-rank quantile of some numbers. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export const median = (values) => quantile(values, 0.5);

export function round(value, digits = 2) {
  return Number(value.toFixed(digits));
}
