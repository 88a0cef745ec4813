/**
 * CodeDeploy for EC2 instances: applications, groups, revisions, and deployments that really run on agents.
 *
 * Known gaps, each refused by name rather than passed over: deployment type BLUE_GREEN, compute platforms Lambda and ECS,
 * GitHub and inline revisions, on-premises instances, Classic load balancers, zonal configurations. Kept and shown but
 * without effect: SNS triggers of a group, the termination hook. An alarm stops what a user asked for, never a rollback or
 * a launch (what AWS does there is not published); its state is read once a second, with nobody's role.
 * Not modelled: the eight-hour limit of an in-place deployment, the Lambda and ECS default configurations.
 */
import type { SandboxClock } from '../../clock.js';
import type { RpcService } from '../service.js';
import { defaultConfigs } from './default-configs.js';
import { createLaunchHook, type LaunchHook } from './engine/launch-hook.js';
import { operationsOf } from './operations.js';
import type { AgentDirectory, AlarmStates, GroupMembers, TrafficControl } from './ports.js';
import { restoreState } from './restore-state.js';
import type { CodeDeployState } from './state.js';
import { tagsOf } from './tags.js';
import { AWS_LIMITS, type Limits, type World } from './world.js';

export type { AgentDirectory, AlarmStates, GroupMembers, LaunchHook, Limits, TrafficControl };

export interface CodeDeployOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly agents: AgentDirectory;
  readonly groups: GroupMembers;
  readonly registration: TrafficControl;
  /** Default: no alarm exists. */
  readonly alarms?: AlarmStates;
  /** Deadlines in ms of sandbox time; AWS's own where left out. */
  readonly limits?: Partial<Limits>;
  /** Called after every change worth saving. */
  readonly onChange?: () => void;
}

export interface CodeDeploy {
  readonly service: RpcService;
  readonly launchHook: LaunchHook;
  /** Tags by the ARN of an application or deployment group. */
  tagsOf(arn: string): Readonly<Record<string, string>> | undefined;
  snapshot(): object;
  restore(state: object): Promise<void>;
  /** Lets go of running deployments; a later restore finds them failed. */
  close(): Promise<void>;
}

export function createCodeDeploy(options: CodeDeployOptions): CodeDeploy {
  const ending = new AbortController();
  const world: World = {
    state: { applications: {}, configs: defaultConfigs(), deployments: [] },
    clock: options.clock,
    account: options.account,
    region: options.region,
    agents: options.agents,
    groups: options.groups,
    registration: options.registration,
    alarms: options.alarms ?? { stateOf: () => undefined },
    limits: { ...AWS_LIMITS, ...options.limits },
    running: new Map(),
    signal: ending.signal,
    changed: () => options.onChange?.(),
  };
  return {
    service: {
      kind: 'rpc',
      name: 'codedeploy',
      json: { targetPrefix: 'CodeDeploy_20141006', version: '1.1' },
      operations: operationsOf(world),
    },
    launchHook: createLaunchHook(world),
    tagsOf: (arn) => tagsOf(world, arn),
    snapshot: () => structuredClone(world.state),
    restore(state) {
      restoreState(world, state as CodeDeployState);
      return Promise.resolve();
    },
    async close() {
      ending.abort(new Error('The sandbox is ending'));
      await Promise.allSettled(world.running.values());
    },
  };
}
