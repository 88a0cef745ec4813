import type { DeploymentFacts, EventOutcome, LifecycleEventName } from '@bluegreen/appspec';
import type { LaunchDetails } from '../launch-details.js';

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Hands out loopback addresses that nothing else listens on. */
export interface InstanceAddresses {
  /** @param former what the instance had before: given again where it is still free */
  allot(former?: Address): Promise<Address>;
  /** The instance is gone for good. */
  release?(address: Address): Promise<void>;
}

/** Where revisions are kept: the one method of the sandbox's object store that an agent needs. */
export interface RevisionStore {
  open(
    bucket: string,
    key: string,
    versionId?: string,
    /** Whose agent reads. */
    instanceId?: string,
  ): Promise<{ readonly stream: NodeJS.ReadableStream; readonly eTag: string } | null>;
}

export interface InstanceSpec {
  /** Auto Scaling group that asked for it; null for a single instance. */
  readonly groupName: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly availabilityZone: string;
  /** Absent where nobody said. */
  readonly launch?: LaunchDetails;
}

/** What a reader may know of an instance. Times are ms since the epoch. */
export interface InstanceDescription extends InstanceSpec {
  readonly id: string;
  readonly state: InstanceState;
  readonly launchTime: number;
  /** File-system root. */
  readonly root: string;
  /** Where the load balancer finds it. */
  readonly address: Address;
  /** Where the workers listen behind the instance's own nginx; null without one. */
  readonly appAddress: Address | null;
  /** EC2's code for why it stopped or ended, such as `Client.UserInitiatedShutdown`. */
  readonly stateReason: string | null;
  readonly agentAlive: boolean;
}

/** The CodeDeploy agent of one instance. */
export interface Agent {
  readonly alive: boolean;
  runEvent(event: LifecycleEventName, facts: DeploymentFacts, signal?: AbortSignal): Promise<EventOutcome>;
}

/** Tag filter in CodeDeploy's words. */
export interface TagFilter {
  readonly Key?: string;
  readonly Value?: string;
  readonly Type?: 'KEY_ONLY' | 'VALUE_ONLY' | 'KEY_AND_VALUE';
}
