import { invalidValue, notInSandbox } from '../errors.js';
import type { Aggregate } from './aggregate.js';

export const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type SimpleStatistic = (typeof STATISTICS)[number];

/** Undefined where the samples cannot tell (a percentile of statistic sets). */
export type Statistic = (aggregate: Aggregate) => number | undefined;

const SIMPLE: Readonly<Record<SimpleStatistic, Statistic>> = {
  SampleCount: (aggregate) => aggregate.count,
  Average: (aggregate) => (aggregate.count === 0 ? undefined : aggregate.sum / aggregate.count),
  Sum: (aggregate) => aggregate.sum,
  Minimum: (aggregate) => aggregate.minimum,
  Maximum: (aggregate) => aggregate.maximum,
};

/** `Average`, `p99`, `p99.9`. @throws AwsError InvalidParameterValue; NotImplemented for trimmed and other statistics */
export function statisticOf(name: string): Statistic {
  const simple = STATISTICS.find((candidate) => candidate === name);
  if (simple) return SIMPLE[simple];
  const percentile = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name);
  if (percentile && Number(percentile[1]) <= 100)
    return (aggregate) => quantile(aggregate, Number(percentile[1]) / 100);
  if (/^(tm|wm|tc|ts|pr|TM|WM|TC|TS|PR|IQM)/.test(name)) throw notInSandbox(`the statistic ${name}`);
  throw invalidValue(`The value ${name} for parameter Stat is invalid.`);
}

/** Nearest rank. */
function quantile(aggregate: Aggregate, share: number): number | undefined {
  if (!aggregate.values) return undefined;
  const total = aggregate.values.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (const [value, count] of aggregate.values) {
    seen += count;
    if (seen >= rank) return value;
  }
  return undefined;
}
