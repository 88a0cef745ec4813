import type { SandboxClock } from '../../clock.js';
import { AwsError } from '../service.js';
import type { InstanceFleet, LaunchHook, TargetRegistration, TemplateDirectory } from './ports.js';
import type { ActionResult, AutoScalingState, Group, Member } from './state.js';

/** Times in ms of sandbox time. */
export interface Pace {
  /** How often groups are looked over without any other reason. */
  readonly reconcileMs: number;
  readonly pollMs: number;
  /** Pause after the first launch that came to nothing; doubles up to the longest. */
  readonly backoffMs: number;
  readonly longestBackoffMs: number;
}

export const DEFAULT_PACE: Pace = { reconcileMs: 10_000, pollMs: 1_000, backoffMs: 15_000, longestBackoffMs: 600_000 };

/** A member that waits in a lifecycle hook. */
export interface WaitingAction {
  readonly groupName: string;
  readonly hookName: string;
  readonly instanceId: string;
  readonly token: string;
  complete(result: ActionResult): void;
  heartbeat(): void;
}

export interface World {
  state: AutoScalingState;
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
  readonly pace: Pace;
  readonly waiting: Set<WaitingAction>;
  /** Launches and terminations under way. */
  readonly journeys: Set<Promise<void>>;
  /** Launches that have no instance yet, by group. */
  readonly launching: Map<string, number>;
  readonly signal: AbortSignal;
  /** Saves, and looks the group over. */
  changed(group?: Group): void;
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

export function groupOf(world: World, name: string): Group {
  const group = world.state.groups[name];
  if (!group) throw validationError(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
  return group;
}

/** The group and membership of an instance. @throws ValidationError */
export function memberOf(world: World, instanceId: string): { group: Group; member: Member } {
  for (const group of Object.values(world.state.groups)) {
    const member = group.members.find(({ id }) => id === instanceId);
    if (member) return { group, member };
  }
  throw validationError(`Instance Id not found - No managed instance found for instance ID: ${instanceId}`);
}
