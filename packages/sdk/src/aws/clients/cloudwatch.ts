import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { ClientSettings } from '../client-settings.js';

export const commands = { DescribeAlarms: DescribeAlarmsCommand, PutMetricData: PutMetricDataCommand };

export const createClient = (settings: ClientSettings) => new CloudWatchClient(settings);
