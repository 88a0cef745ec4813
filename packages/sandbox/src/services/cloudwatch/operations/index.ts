import type { Operation } from '../context.js';
import { deleteAlarms } from './delete-alarms.js';
import { deleteDashboards } from './delete-dashboards.js';
import { describeAlarms } from './describe-alarms.js';
import { getDashboard } from './get-dashboard.js';
import { getMetricData } from './get-metric-data.js';
import { getMetricStatistics } from './get-metric-statistics.js';
import { listDashboards } from './list-dashboards.js';
import { listMetrics } from './list-metrics.js';
import { putDashboard } from './put-dashboard.js';
import { putMetricAlarm } from './put-metric-alarm.js';
import { putMetricData } from './put-metric-data.js';
import { setAlarmState } from './set-alarm-state.js';

/** Every operation by its name on the wire (contract A5). */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  DeleteAlarms: deleteAlarms,
  DeleteDashboards: deleteDashboards,
  DescribeAlarms: describeAlarms,
  GetDashboard: getDashboard,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListDashboards: listDashboards,
  ListMetrics: listMetrics,
  PutDashboard: putDashboard,
  PutMetricAlarm: putMetricAlarm,
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
};
