/**
 * EC2 Auto Scaling: groups that keep their desired number of instances, with hooks, target groups and replacement.
 *
 * Known gaps: of a launch template only the tags for instances are used, launch configurations are remembered (all instances
 * are alike); a launch asks for iam:PassRole, not for ec2:RunInstances; no scaling policies,
 * schedules, warm pools, instance refresh, standby, mixed instances or zone rebalancing; cooldown periods are not counted;
 * lifecycle hooks notify nobody; termination policies other than Default are remembered only.
 */
import type { SandboxClock } from '../../clock.js';
import type { RpcService } from '../service.js';
import { createGroup, type GroupSpec } from './create-group.js';
import { reconcile } from './engine/reconcile.js';
import { operationsOf } from './operations.js';
import type { InstanceFleet, LaunchHook, TargetRegistration, TemplateDirectory } from './ports.js';
import { restoreState } from './restore-state.js';
import type { AutoScalingState } from './state.js';
import { DEFAULT_PACE, type Pace, type World } from './world.js';

export type { GroupSpec, InstanceFleet, LaunchHook, Pace, TargetRegistration, TemplateDirectory };

export interface AutoScalingOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly fleet: InstanceFleet;
  readonly registration: TargetRegistration;
  readonly launchHook: LaunchHook;
  /** Without it, launch templates are only remembered. */
  readonly templates?: TemplateDirectory;
  /** Zone of a subnet; undefined when there is no such subnet. */
  readonly zoneOfSubnet?: (id: string) => string | undefined;
  readonly pace?: Partial<Pace>;
  /** Called after every change worth saving. */
  readonly onChange?: () => void;
}

/** What others may ask of the groups. */
export interface AutoScalingGroups {
  instancesOf(groupName: string): readonly { readonly id: string; readonly lifecycleState: string }[];
  exists(groupName: string): boolean;
  create(spec: GroupSpec): { readonly name: string; readonly arn: string };
  names(): readonly string[];
  /** By the group's ARN; undefined when there is no such group. */
  tagsOf(arn: string): Readonly<Record<string, string>> | undefined;
}

export interface AutoScaling {
  readonly service: RpcService;
  readonly groups: AutoScalingGroups;
  snapshot(): object;
  /** Call it when the instances of the snapshot are back. */
  restore(state: object): Promise<void>;
  /** Stops to look after the groups; instances stay as they are. */
  close(): Promise<void>;
}

export function createAutoScaling(options: AutoScalingOptions): AutoScaling {
  const ending = new AbortController();
  const world: World = {
    ...options,
    state: { groups: {}, activities: [] },
    pace: { ...DEFAULT_PACE, ...options.pace },
    waiting: new Set(),
    journeys: new Set(),
    launching: new Map(),
    signal: ending.signal,
    changed(group) {
      options.onChange?.();
      if (group) reconcile(world, group);
    },
  };
  lookAfter(world);
  return {
    service: {
      kind: 'rpc',
      name: 'autoscaling',
      query: { version: '2011-01-01', namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/', flavour: 'aws' },
      operations: operationsOf(world),
    },
    groups: {
      instancesOf: (name) => world.state.groups[name]?.members ?? [],
      exists: (name) => name in world.state.groups,
      create: (spec) => createGroup(world, spec),
      names: () => Object.keys(world.state.groups),
      tagsOf(arn) {
        const group = Object.values(world.state.groups).find((one) => one.arn === arn);
        return group && Object.fromEntries(group.tags.map(({ key, value }) => [key, value]));
      },
    },
    snapshot: () => structuredClone(world.state),
    restore(state) {
      restoreState(world, state as AutoScalingState);
      return Promise.resolve();
    },
    async close() {
      ending.abort(new Error('The sandbox is ending'));
      await Promise.allSettled(world.journeys);
    },
  };
}

/** Looks the groups over again and again: instances also end without anyone saying so. */
function lookAfter(world: World): void {
  world.clock.after(world.pace.reconcileMs, () => {
    if (world.signal.aborted) return;
    for (const group of Object.values(world.state.groups)) reconcile(world, group);
    lookAfter(world);
  });
}
