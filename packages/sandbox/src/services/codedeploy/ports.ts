import type { Agent, TagFilter } from '../../hosts/instance.js';

/** Finds instances and the agents on them. */
export interface AgentDirectory {
  /** Undefined once the instance is gone. */
  agentOf(instanceId: string): Agent | undefined;
  /** Running instances that match any of the filters. */
  taggedWith(filters: readonly TagFilter[]): string[];
}

/** What CodeDeploy asks of Auto Scaling. */
export interface GroupMembers {
  instancesOf(groupName: string): readonly { readonly id: string; readonly lifecycleState: string }[];
  exists(groupName: string): boolean;
}

/** What CodeDeploy asks of CloudWatch. */
export interface AlarmStates {
  /** Undefined when the state cannot be had, as of an alarm that does not exist. */
  stateOf(name: string): 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | undefined;
}

/** What CodeDeploy asks of the load balancer for BlockTraffic and AllowTraffic. */
export interface TrafficControl {
  /** ARN of a target group named by name or ARN. Without this method names are passed on as they are. */
  arnOf?(nameOrArn: string): string | undefined;
  register(groupArn: string, targets: readonly { id: string; port?: number }[]): void;
  deregister(groupArn: string, ids: readonly string[]): void;
  health(groupArn: string): readonly { readonly id: string; readonly state: string }[];
  deregistrationDelayMs(groupArn: string): number;
}
