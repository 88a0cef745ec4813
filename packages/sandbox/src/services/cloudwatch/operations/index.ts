import type { Operation } from '../context.js';
import { deleteAlarms } from './delete-alarms.js';
import { describeAlarms } from './describe-alarms.js';
import { getMetricData } from './get-metric-data.js';
import { getMetricStatistics } from './get-metric-statistics.js';
import { listMetrics } from './list-metrics.js';
import { putMetricAlarm } from './put-metric-alarm.js';
import { putMetricData } from './put-metric-data.js';
import { setAlarmState } from './set-alarm-state.js';

/** Every operation by its name on the wire (contract A5). */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  DeleteAlarms: deleteAlarms,
  DescribeAlarms: describeAlarms,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricAlarm: putMetricAlarm,
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
};
