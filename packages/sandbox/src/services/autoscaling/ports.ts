/** Where instances come from. */
export interface InstanceFleet {
  /** Answers while the instance still boots. */
  launch(spec: {
    readonly groupName: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly availabilityZone: string;
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
