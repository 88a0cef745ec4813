import type { LaunchDetails } from '../../launch-details.js';

/** Where instances come from. */
export interface InstanceFleet {
  /** Answers while the instance still boots. */
  launch(spec: {
    readonly groupName: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly availabilityZone: string;
    readonly launch?: LaunchDetails;
  }): Promise<{ readonly id: string }>;
  terminate(id: string): Promise<void>;
  describe(id: string): { readonly state: string } | undefined;
}

/** What Auto Scaling asks of the load balancer. */
export interface TargetRegistration {
  register(groupArn: string, targets: readonly { id: string; port?: number }[]): void;
  deregister(groupArn: string, ids: readonly string[]): void;
  health(groupArn: string): readonly { readonly id: string; readonly state: string }[];
  deregistrationDelayMs(groupArn: string): number;
}

/** CodeDeploy's part in a launch. */
export interface LaunchHook {
  afterLaunch(instanceId: string, groupName: string): Promise<'CONTINUE' | 'ABANDON'>;
  /** Names of the lifecycle hooks it keeps on the group. */
  hooksOf?(groupName: string): readonly string[];
}

/** What a launch template gives a group. */
export interface TemplateDirectory {
  /** A text in place of the template says why there is none. */
  find(reference: { readonly id: string | null; readonly name: string | null; readonly version: string }):
    | {
        readonly id: string;
        readonly name: string;
        /** The version that the reference means now. */
        readonly version: number;
        readonly launch: Omit<LaunchDetails, 'subnetId' | 'instanceProfile'>;
        /** ARN or name; null where hosts get no role. */
        readonly instanceProfile: string | null;
        readonly instanceTags: Readonly<Record<string, string>>;
      }
    | string;
  /** ARN of the role that hosts with this profile get; undefined when there is none. */
  roleOf(instanceProfile: string): string | undefined;
}
