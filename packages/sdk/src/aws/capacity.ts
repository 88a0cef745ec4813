import type { GroupCapacity } from '../domain/environment.js';
import type { Capacity } from '../domain/ports.js';
import type { CallTable, Connection } from './connection.js';
import { allPages } from './pages.js';

export const capacityCalls = {
  DescribeAutoScalingGroups: ['autoscaling:DescribeAutoScalingGroups'],
  SuspendProcesses: ['autoscaling:SuspendProcesses'],
  ResumeProcesses: ['autoscaling:ResumeProcesses'],
  UpdateAutoScalingGroup: ['autoscaling:UpdateAutoScalingGroup'],
  SetDesiredCapacity: ['autoscaling:SetDesiredCapacity'],
} as const satisfies CallTable<'autoScaling'>;

/** Auto Scaling groups (contract A9). */
export function createCapacity(connection: Connection): Capacity {
  const call = connection.calls('autoScaling', capacityCalls);
  return {
    async describe(names) {
      // No names would mean every group of the account.
      if (names.length === 0) return new Map();
      const groups = await allPages(
        (NextToken) => call('DescribeAutoScalingGroups', { AutoScalingGroupNames: [...names], NextToken }),
        (page) => page.AutoScalingGroups,
        (page) => page.NextToken,
      );
      return new Map(
        groups.map((group): [string, GroupCapacity] => [
          group.AutoScalingGroupName ?? '',
          {
            desired: group.DesiredCapacity ?? 0,
            min: group.MinSize ?? 0,
            max: group.MaxSize ?? 0,
            inService: (group.Instances ?? []).filter((instance) => instance.LifecycleState === 'InService').length,
            suspended: (group.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []).sort(),
          },
        ]),
      );
    },

    async suspend(group, processes) {
      // No names would mean every process.
      if (processes.length === 0) return;
      await call('SuspendProcesses', { AutoScalingGroupName: group, ScalingProcesses: [...processes] });
    },

    async resume(group, processes) {
      if (processes.length === 0) return;
      await call('ResumeProcesses', { AutoScalingGroupName: group, ScalingProcesses: [...processes] });
    },

    async resize(group, { min, max, desired }) {
      if (min === undefined && max === undefined) {
        if (desired === undefined) return;
        // A cool-down of the last scaling must not hold back what a person asked for.
        await call('SetDesiredCapacity', {
          AutoScalingGroupName: group,
          DesiredCapacity: desired,
          HonorCooldown: false,
        });
        return;
      }
      await call('UpdateAutoScalingGroup', {
        AutoScalingGroupName: group,
        MinSize: min,
        MaxSize: max,
        DesiredCapacity: desired,
      });
    },
  };
}
