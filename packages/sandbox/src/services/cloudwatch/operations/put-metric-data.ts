import type { WireInput } from '../../service.js';
import type { Operation } from '../context.js';
import { invalidCombination, invalidValue, missingParameter, notInSandbox } from '../errors.js';
import { number, numbers, requiredNumber, requiredText, structure, structures, text, time } from '../input.js';
import type { Aggregate } from '../metrics/aggregate.js';
import { aggregateOf } from '../metrics/datum.js';
import { parseDimensions } from '../metrics/metric-query.js';
import type { Sample } from '../metrics/metric-store.js';

const MOST_DATA = 1000;
const MOST_VALUES = 150;
const OLDEST_MS = 14 * 86_400_000;
const NEWEST_MS = 2 * 3_600_000;

/** All or none. */
export const putMetricData: Operation = {
  conditionKeys: (input) => ({ 'cloudwatch:namespace': text(input, 'Namespace') }),
  handle({ store, clock }, input) {
    const namespace = requiredText(input, 'Namespace');
    if (namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
    if (structures(input, 'EntityMetricData').length > 0) throw notInSandbox('entities with metric data');
    const data = structures(input, 'MetricData');
    if (data.length === 0) throw missingParameter('MetricData');
    if (data.length > MOST_DATA) throw invalidValue(`The parameter MetricData can have at most ${MOST_DATA} members.`);
    const samples = data.map((datum) => parseDatum(datum, namespace, clock.now()));
    for (const sample of samples) if (sample.aggregate.count > 0) store.add(sample);
    return undefined;
  },
};

function parseDatum(datum: WireInput, namespace: string, now: number): Sample {
  const given = time(datum, 'Timestamp') ?? now;
  // Some clients cut times to the second: data of this very second must not fall behind an evaluation just made.
  const at = given === Math.floor(now / 1000) * 1000 ? now : given;
  if (at < now - OLDEST_MS || at > now + NEWEST_MS) {
    throw invalidValue('The parameter Timestamp must be at most two weeks old and two hours ahead.');
  }
  return {
    namespace,
    name: requiredText(datum, 'MetricName'),
    dimensions: parseDimensions(datum),
    unit: text(datum, 'Unit') ?? 'None',
    at,
    aggregate: parseAggregate(datum),
  };
}

function parseAggregate(datum: WireInput): Aggregate {
  const value = number(datum, 'Value');
  const values = numbers(datum, 'Values');
  const set = structure(datum, 'StatisticValues');
  const forms = [value !== undefined, values.length > 0, set !== undefined].filter(Boolean).length;
  if (forms === 0) throw missingParameter('MetricData.member.1.Value');
  if (forms > 1) throw invalidCombination('Value, Values and StatisticValues cannot be given together.');
  if (set) {
    return {
      count: requiredNumber(set, 'SampleCount'),
      sum: requiredNumber(set, 'Sum'),
      minimum: requiredNumber(set, 'Minimum'),
      maximum: requiredNumber(set, 'Maximum'),
      values: null,
    };
  }
  if (value !== undefined) return aggregateOf(value);
  const counts = numbers(datum, 'Counts');
  if (counts.length > 0 && counts.length !== values.length) {
    throw invalidValue('The parameters Values and Counts must have the same length.');
  }
  if (values.length > MOST_VALUES) throw invalidValue(`The parameter Values can have at most ${MOST_VALUES} members.`);
  return aggregateOf(values.map((one, index) => [one, counts[index] ?? 1]));
}
