import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import type { ClientSettings } from '../client-settings.js';

export const commands = { DescribeAutoScalingGroups: DescribeAutoScalingGroupsCommand };

export const createClient = (settings: ClientSettings) => new AutoScalingClient(settings);
