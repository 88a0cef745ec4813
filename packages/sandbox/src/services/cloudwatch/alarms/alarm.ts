import type { WireInput } from '../../service.js';
import { invalidCombination, invalidValue, notInSandbox } from '../errors.js';
import { choice, count, flag, number, requiredNumber, requiredText, structures, text, texts } from '../input.js';
import { parseMetric, parsePeriod, parseQueries, type MetricQuery } from '../metrics/metric-query.js';
import { STATISTICS, statisticOf } from '../metrics/statistic.js';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export const ALARM_STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const COMPARISONS = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;
const TREATMENTS = ['missing', 'notBreaching', 'breaching', 'ignore'] as const;

/** What PutMetricAlarm sets. */
export interface AlarmSettings {
  readonly name: string;
  readonly description: string | undefined;
  readonly actionsEnabled: boolean;
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  /** What is watched: the single query that returns data, and those it is made of. */
  readonly queries: readonly MetricQuery[];
  /** Members as the caller wrote them, for DescribeAlarms. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number | undefined;
  readonly threshold: number;
  readonly comparison: (typeof COMPARISONS)[number];
  readonly missingData: (typeof TREATMENTS)[number];
}

export interface Alarm extends AlarmSettings {
  readonly arn: string;
  /** ms since the epoch. */
  readonly configuredAt: number;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData: string | undefined;
  readonly stateUpdatedAt: number;
  readonly stateChangedAt: number;
}

/** @throws AwsError InvalidParameterValue, InvalidParameterCombination, MissingParameter */
export function parseAlarm(input: WireInput): AlarmSettings {
  const name = requiredText(input, 'AlarmName');
  if (name.length > 255) throw invalidValue('The parameter AlarmName can have at most 255 characters.');
  if (text(input, 'ThresholdMetricId') !== undefined) throw notInSandbox('anomaly detection alarms');
  requiredText(input, 'ComparisonOperator');
  const comparison = choice(input, 'ComparisonOperator', COMPARISONS) ?? 'GreaterThanThreshold';
  const evaluationPeriods = count(input, 'EvaluationPeriods') ?? requiredNumber(input, 'EvaluationPeriods');
  const datapointsToAlarm = count(input, 'DatapointsToAlarm');
  if (datapointsToAlarm !== undefined && datapointsToAlarm > evaluationPeriods) {
    throw invalidValue('The parameter DatapointsToAlarm must not exceed EvaluationPeriods.');
  }
  const watched = structures(input, 'Metrics').length > 0 ? parseMetrics(input) : parseSingle(input);
  if (watched.periodSeconds * evaluationPeriods > 7 * 86_400) {
    throw invalidValue('Period times EvaluationPeriods must not exceed seven days.');
  }
  return {
    name,
    description: text(input, 'AlarmDescription'),
    actionsEnabled: flag(input, 'ActionsEnabled') ?? true,
    okActions: texts(input, 'OKActions'),
    alarmActions: texts(input, 'AlarmActions'),
    insufficientDataActions: texts(input, 'InsufficientDataActions'),
    ...watched,
    evaluationPeriods,
    datapointsToAlarm,
    threshold: requiredNumber(input, 'Threshold'),
    comparison,
    missingData: choice(input, 'TreatMissingData', TREATMENTS) ?? 'missing',
  };
}

type Watched = Pick<AlarmSettings, 'queries' | 'shown' | 'periodSeconds'>;

function parseSingle(input: WireInput): Watched {
  const metric = parseMetric(input);
  const simple = choice(input, 'Statistic', STATISTICS);
  const extended = text(input, 'ExtendedStatistic');
  if ((simple === undefined) === (extended === undefined)) {
    throw invalidCombination('Give either Statistic or ExtendedStatistic.');
  }
  const stat = simple ?? extended ?? '';
  statisticOf(stat);
  const periodSeconds = parsePeriod(input);
  const unit = text(input, 'Unit');
  return {
    queries: [{ kind: 'metric', id: 'm', label: metric.name, returnData: true, periodSeconds, metric, stat, unit }],
    shown: {
      MetricName: metric.name,
      Namespace: metric.namespace,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: simple,
      ExtendedStatistic: extended,
      Period: periodSeconds,
      Unit: unit,
    },
    periodSeconds,
  };
}

function parseMetrics(input: WireInput): Watched {
  for (const member of ['MetricName', 'Namespace', 'Statistic', 'ExtendedStatistic', 'Period']) {
    if (input[member] !== undefined) throw invalidCombination(`Metrics and ${member} cannot both be given.`);
  }
  const queries = parseQueries(input, 'Metrics');
  if (queries.filter((query) => query.returnData).length !== 1) {
    throw invalidValue('Exactly one entry of Metrics must return data.');
  }
  const periods = queries.flatMap((query) => query.periodSeconds ?? []);
  return {
    queries,
    shown: { Metrics: input['Metrics'] },
    periodSeconds: Math.max(...periods, number(input, 'Period') ?? 1),
  };
}
