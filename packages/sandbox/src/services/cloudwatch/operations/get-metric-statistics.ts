import type { Operation } from '../context.js';
import { invalidCombination, invalidValue, missingParameter } from '../errors.js';
import { text, texts } from '../input.js';
import { alignedWindows, parseMetric, parsePeriod } from '../metrics/metric-query.js';
import { STATISTICS, statisticOf } from '../metrics/statistic.js';
import { parseRange } from './get-metric-data.js';

const MOST_DATAPOINTS = 1440;

export const getMetricStatistics: Operation = {
  handle({ store }, input) {
    const metric = parseMetric(input);
    const { start, end } = parseRange(input);
    const windows = alignedWindows(start, end, parsePeriod(input), MOST_DATAPOINTS);
    const simple = texts(input, 'Statistics');
    const extended = texts(input, 'ExtendedStatistics');
    if (simple.length + extended.length === 0) throw missingParameter('Statistics');
    if (simple.length > 0 && extended.length > 0) {
      throw invalidCombination('Statistics and ExtendedStatistics cannot be given together.');
    }
    const foreign = simple.find((name) => !STATISTICS.some((known) => known === name));
    if (foreign !== undefined) throw invalidValue(`The value ${foreign} for parameter Statistics is invalid.`);
    const unit = text(input, 'Unit');
    const shownUnit = unit ?? store.unitOf(metric);
    const datapoints = windows.flatMap(({ from, to }) => {
      const aggregate = store.between(metric, from, to, unit);
      if (!aggregate) return [];
      const values = (names: readonly string[]) =>
        Object.fromEntries(names.map((name) => [name, statisticOf(name)(aggregate)]));
      const percentiles = extended.length > 0 ? { ExtendedStatistics: values(extended) } : {};
      return [{ Timestamp: new Date(from), ...values(simple), ...percentiles, Unit: shownUnit }];
    });
    return { Label: metric.name, Datapoints: datapoints };
  },
};
