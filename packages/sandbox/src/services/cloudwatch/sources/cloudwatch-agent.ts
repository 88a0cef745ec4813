import type { MetricSource } from './metric-source.js';

/** What an agent sees of its host; percent. */
export interface AgentReading {
  /** Null for a host outside of every group: the shipped agents report by group. */
  readonly groupName: string | null;
  readonly memoryPercent: number;
  readonly diskPercent: number;
}

/** CWAgent, as the agents publish it that the shipped template's hosts install (contract T9). */
export function cloudWatchAgentMetrics(options: {
  readonly readings: () => Promise<readonly AgentReading[]>;
}): MetricSource {
  return {
    namespace: 'CWAgent',
    async sample() {
      const readings = await options.readings();
      return readings.flatMap(({ groupName, memoryPercent, diskPercent }) => {
        if (groupName === null) return [];
        const common = { dimensions: { AutoScalingGroupName: groupName }, unit: 'Percent' };
        return [
          { name: 'mem_used_percent', value: memoryPercent, ...common },
          { name: 'disk_used_percent', value: diskPercent, ...common },
        ];
      });
    },
  };
}
