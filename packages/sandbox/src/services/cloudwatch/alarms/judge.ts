import type { AlarmSettings, AlarmState } from './alarm.js';

export interface Judgement {
  /** Null: the state stays as it is. */
  readonly state: AlarmState | null;
  readonly reason: string;
}

type Rule = Pick<AlarmSettings, 'comparison' | 'threshold' | 'missingData' | 'evaluationPeriods' | 'datapointsToAlarm'>;

/**
 * State for the values of the last evaluation periods, oldest first; undefined where there was no data. Pure.
 * Missing data counts as the alarm says; with `missing`, those that are there decide alone.
 */
export function judge(rule: Rule, values: readonly (number | undefined)[]): Judgement {
  const present = values.filter((value) => value !== undefined);
  const absent = values.length - present.length;
  const needed = rule.datapointsToAlarm ?? rule.evaluationPeriods;
  if (present.length === 0 && rule.missingData === 'missing') {
    return { state: 'INSUFFICIENT_DATA', reason: 'Insufficient Data: no datapoints were received.' };
  }
  if (present.length === 0 && rule.missingData === 'ignore') {
    return { state: null, reason: 'No datapoints were received; missing data is ignored.' };
  }
  const over = present.filter((value) => breaches(rule, value)).length;
  const breaching = over + (rule.missingData === 'breaching' ? absent : 0);
  const counted = rule.missingData === 'missing' || rule.missingData === 'ignore' ? present.length : values.length;
  const alarm = breaching >= Math.min(needed, counted);
  const shown = present.length > 0 ? ` [${present.join(', ')}]` : '';
  const relation = alarm ? 'were' : 'were not enough';
  return {
    state: alarm ? 'ALARM' : 'OK',
    reason: `Threshold Crossed: ${breaching} out of the last ${values.length} datapoints${shown} ${relation} ${wording(rule)}.`,
  };
}

function breaches(rule: Rule, value: number): boolean {
  switch (rule.comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= rule.threshold;
    case 'GreaterThanThreshold':
      return value > rule.threshold;
    case 'LessThanThreshold':
      return value < rule.threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= rule.threshold;
  }
}

function wording(rule: Rule): string {
  const words = {
    GreaterThanOrEqualToThreshold: 'greater than or equal to',
    GreaterThanThreshold: 'greater than',
    LessThanThreshold: 'less than',
    LessThanOrEqualToThreshold: 'less than or equal to',
  };
  return `${words[rule.comparison]} the threshold (${rule.threshold})`;
}
