import type { WireInput } from '../../service.js';
import { invalidCombination, invalidValue, missingParameter, notInSandbox } from '../errors.js';
import { count, flag, requiredText, structure, structures, text } from '../input.js';
import { evaluateExpression, idsIn, type Operand } from './expression.js';
import type { Dimensions, MetricName, MetricStore } from './metric-store.js';
import { statisticOf } from './statistic.js';

/** One entry of MetricDataQueries (GetMetricData) or Metrics (PutMetricAlarm). */
export type MetricQuery = {
  readonly id: string;
  readonly label: string;
  readonly returnData: boolean;
  /** Null for an expression without a period of its own. */
  readonly periodSeconds: number | null;
} & (
  | { readonly kind: 'metric'; readonly metric: MetricName; readonly stat: string; readonly unit: string | undefined }
  | { readonly kind: 'expression'; readonly expression: string }
);

/** [from, to), ms since the epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export function parseQueries(input: WireInput, member: 'MetricDataQueries' | 'Metrics'): readonly MetricQuery[] {
  const queries = structures(input, member).map(parseQuery);
  if (queries.length === 0) throw missingParameter(member);
  const ids = new Set(queries.map((query) => query.id));
  if (ids.size < queries.length) throw invalidValue(`The ids in ${member} must be unique.`);
  for (const query of queries) {
    if (query.kind !== 'expression') continue;
    const unknown = idsIn(query.expression).find((id) => !ids.has(id));
    if (unknown !== undefined)
      throw invalidValue(`The expression '${query.expression}' names the unknown id ${unknown}.`);
  }
  return queries;
}

function parseQuery(input: WireInput): MetricQuery {
  const id = requiredText(input, 'Id');
  if (!/^[a-z][A-Za-z0-9_]*$/.test(id)) throw invalidValue(`The value ${id} for parameter Id is invalid.`);
  if (text(input, 'AccountId') !== undefined) throw notInSandbox('metrics of other accounts');
  const expression = text(input, 'Expression');
  const stat = structure(input, 'MetricStat');
  if ((expression === undefined) === (stat === undefined)) {
    throw invalidCombination(`The query ${id} must have either Expression or MetricStat.`);
  }
  const common = { id, returnData: flag(input, 'ReturnData') ?? true };
  if (stat === undefined) {
    const label = text(input, 'Label') ?? id;
    const period = count(input, 'Period');
    return { ...common, kind: 'expression', expression: expression ?? '', label, periodSeconds: period ?? null };
  }
  const metric = parseMetric(structure(stat, 'Metric') ?? {});
  const name = requiredText(stat, 'Stat');
  statisticOf(name);
  const period = parsePeriod(stat);
  const label = text(input, 'Label') ?? metric.name;
  return { ...common, kind: 'metric', metric, stat: name, unit: text(stat, 'Unit'), label, periodSeconds: period };
}

/** Namespace, MetricName and Dimensions. */
export function parseMetric(input: WireInput): MetricName {
  return {
    namespace: requiredText(input, 'Namespace'),
    name: requiredText(input, 'MetricName'),
    dimensions: parseDimensions(input),
  };
}

export function parseDimensions(input: WireInput): Dimensions {
  const dimensions = structures(input, 'Dimensions');
  if (dimensions.length > 30) throw invalidValue('A metric can have at most 30 dimensions.');
  return Object.fromEntries(
    dimensions.map((dimension) => [requiredText(dimension, 'Name'), requiredText(dimension, 'Value')]),
  );
}

/** Seconds: 1, 5, 10, 20, 30 or a multiple of 60. */
export function parsePeriod(input: WireInput): number {
  const period = count(input, 'Period');
  if (period === undefined) throw missingParameter('Period');
  if (![1, 5, 10, 20, 30].includes(period) && period % 60 !== 0) {
    throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  }
  return period;
}

/** A value for each window that has data, by the window's start; a plain number stands for every window. */
export function evaluateQuery(
  store: MetricStore,
  queries: readonly MetricQuery[],
  query: MetricQuery,
  windows: readonly Window[],
): ReadonlyMap<number, number> {
  const starts = windows.map((window) => window.from);
  const underWay = new Set<string>();
  function resolve(one: MetricQuery): Operand {
    if (one.kind === 'metric') return valuesOf(store, one, windows);
    if (underWay.has(one.id)) throw invalidValue(`The expression of ${one.id} refers to itself.`);
    underWay.add(one.id);
    const operand = (id: string): Operand => {
      const found = queries.find((candidate) => candidate.id === id);
      if (!found) throw invalidValue(`The expression '${one.expression}' names the unknown id ${id}.`);
      return resolve(found);
    };
    const value = evaluateExpression(one.expression, { operand, windows: starts });
    underWay.delete(one.id);
    return value;
  }
  const value = resolve(query);
  return typeof value === 'number' ? new Map(starts.map((start) => [start, value])) : value;
}

function valuesOf(
  store: MetricStore,
  query: MetricQuery & { readonly kind: 'metric' },
  windows: readonly Window[],
): ReadonlyMap<number, number> {
  const statistic = statisticOf(query.stat);
  const values = new Map<number, number>();
  for (const { from, to } of windows) {
    const aggregate = store.between(query.metric, from, to, query.unit);
    const value = aggregate && statistic(aggregate);
    if (value !== undefined) values.set(from, value);
  }
  return values;
}

/** Windows of one period each, aligned to the epoch, that cover [start, end). @throws AwsError when more than `limit` */
export function alignedWindows(start: number, end: number, periodSeconds: number, limit: number): readonly Window[] {
  const step = periodSeconds * 1000;
  const asked = Math.ceil((end - start) / step);
  if (asked > limit) {
    const message = `You have requested up to ${asked} datapoints, which exceeds the limit of ${limit}. Use a longer Period or a shorter time range.`;
    throw invalidCombination(message);
  }
  const windows: Window[] = [];
  for (let from = Math.floor(start / step) * step; from < end; from += step) windows.push({ from, to: from + step });
  return windows;
}
