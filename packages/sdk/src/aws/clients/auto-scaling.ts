import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import type { ClientSettings } from '../client-settings.js';

export const commands = {
  DescribeAutoScalingGroups: DescribeAutoScalingGroupsCommand,
  ResumeProcesses: ResumeProcessesCommand,
  SetDesiredCapacity: SetDesiredCapacityCommand,
  SuspendProcesses: SuspendProcessesCommand,
  UpdateAutoScalingGroup: UpdateAutoScalingGroupCommand,
};

export const createClient = (settings: ClientSettings) => new AutoScalingClient(settings);
