import type { WireInput } from '../../service.js';
import type { Operation } from '../context.js';
import { invalidCombination, invalidValue } from '../errors.js';
import { choice, count, requiredTime } from '../input.js';
import { alignedWindows, evaluateQuery, parseQueries, type MetricQuery } from '../metrics/metric-query.js';
import { startOf, tokenOf } from '../pagination.js';

const MOST_DATAPOINTS = 100_800;
const MOST_QUERIES = 500;

export const getMetricData: Operation = {
  handle({ store }, input) {
    const { start, end } = parseRange(input);
    const newestFirst = choice(input, 'ScanBy', ['TimestampDescending', 'TimestampAscending'] as const);
    const limit = count(input, 'MaxDatapoints', MOST_DATAPOINTS) ?? MOST_DATAPOINTS;
    const queries = parseQueries(input, 'MetricDataQueries');
    if (queries.length > MOST_QUERIES) throw invalidValue(`At most ${MOST_QUERIES} queries can be given.`);
    const results = queries
      .filter((query) => query.returnData)
      .map((query) => {
        const windows = alignedWindows(start, end, periodOf(query, queries), MOST_DATAPOINTS);
        const points = [...evaluateQuery(store, queries, query, windows)].sort(([a], [b]) => a - b);
        return { query, points: newestFirst === 'TimestampAscending' ? points : points.reverse() };
      });
    return page(results, startOf(input), limit);
  },
};

/** @throws AwsError InvalidParameterValue for an empty range (contract A9) */
export function parseRange(input: WireInput): { readonly start: number; readonly end: number } {
  const start = requiredTime(input, 'StartTime');
  const end = requiredTime(input, 'EndTime');
  if (start >= end) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  return { start, end };
}

/** Metrics in an expression must have one period, for their windows have to meet. */
function periodOf(query: MetricQuery, queries: readonly MetricQuery[]): number {
  if (query.periodSeconds !== null) return query.periodSeconds;
  const periods = new Set(queries.flatMap((one) => (one.kind === 'metric' ? [one.periodSeconds] : [])));
  const [period, ...others] = [...periods];
  if (period === undefined || period === null || others.length > 0) {
    throw invalidCombination(`The metrics around the expression ${query.id} must have one common Period.`);
  }
  return period;
}

interface Result {
  readonly query: MetricQuery;
  readonly points: readonly (readonly [number, number])[];
}

/** Data points are counted over all results, in their order. */
function page(results: readonly Result[], from: number, limit: number): object {
  let before = 0;
  const shown = results.map(({ query, points }) => {
    const skip = Math.min(points.length, Math.max(0, from - before));
    const until = Math.min(points.length, Math.max(0, from + limit - before));
    before += points.length;
    const part = points.slice(skip, until);
    return {
      Id: query.id,
      Label: query.label,
      Timestamps: part.map(([at]) => new Date(at)),
      Values: part.map(([, value]) => value),
      StatusCode: until < points.length ? 'PartialData' : 'Complete',
    };
  });
  return {
    MetricDataResults: shown,
    Messages: [],
    NextToken: from + limit < before ? tokenOf(from + limit) : undefined,
  };
}
