import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { ClientSettings } from '../client-settings.js';

export const commands = { DescribeAlarms: DescribeAlarmsCommand };

export const createClient = (settings: ClientSettings) => new CloudWatchClient(settings);
