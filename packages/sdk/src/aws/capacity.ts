import type { Capacity } from '../domain/ports.js';
import type { CallTable, Connection } from './connection.js';
import { allPages } from './pages.js';

export const capacityCalls = {
  DescribeAutoScalingGroups: ['autoscaling:DescribeAutoScalingGroups'],
} as const satisfies CallTable<'autoScaling'>;

/** Auto Scaling groups. A name that does not exist is absent from the answer. */
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
        groups.map((group) => [
          group.AutoScalingGroupName ?? '',
          {
            desired: group.DesiredCapacity ?? 0,
            min: group.MinSize ?? 0,
            max: group.MaxSize ?? 0,
            inService: (group.Instances ?? []).filter((instance) => instance.LifecycleState === 'InService').length,
          },
        ]),
      );
    },
  };
}
