/** Everything Auto Scaling remembers: plain data, so that it can be saved. Times are ms since the epoch. */
export interface AutoScalingState {
  groups: Record<string, Group>;
  /** Oldest first. */
  activities: Activity[];
}

export interface GroupTag {
  readonly key: string;
  readonly value: string;
  readonly propagate: boolean;
}

export type LifecycleTransition = 'autoscaling:EC2_INSTANCE_LAUNCHING' | 'autoscaling:EC2_INSTANCE_TERMINATING';
export type ActionResult = 'CONTINUE' | 'ABANDON';

export interface LifecycleHook {
  readonly name: string;
  readonly transition: LifecycleTransition;
  readonly heartbeatSeconds: number;
  readonly defaultResult: ActionResult;
  readonly notificationTargetArn: string | null;
  readonly notificationMetadata: string | null;
  readonly roleArn: string | null;
}

export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminated';

export interface Member {
  readonly id: string;
  readonly availabilityZone: string;
  readonly joined: number;
  lifecycleState: LifecycleState;
  health: 'Healthy' | 'Unhealthy';
  protectedFromScaleIn: boolean;
  /** The version it was launched from; absent without one, and where states were saved before it was kept. */
  readonly launchTemplate?: LaunchTemplate;
  readonly instanceType?: string;
  /** Its first checks by the load balancer no longer count as teething troubles. */
  graceOver: boolean;
}

export interface LaunchTemplate {
  readonly id: string | null;
  readonly name: string | null;
  readonly version: string;
}

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly createdTime: number;
  minSize: number;
  maxSize: number;
  desired: number;
  defaultCooldown: number;
  availabilityZones: string[];
  vpcZoneIdentifier: string;
  targetGroupArns: string[];
  healthCheckType: string;
  healthCheckGracePeriod: number;
  launchTemplate: LaunchTemplate | null;
  launchConfigurationName: string | null;
  terminationPolicies: string[];
  newInstancesProtected: boolean;
  suspended: string[];
  tags: GroupTag[];
  hooks: LifecycleHook[];
  members: Member[];
  deleting: boolean;
  /** Launches in a row that came to nothing; each doubles the pause before the next. */
  failedLaunches: number;
}

export interface Activity {
  readonly id: string;
  readonly groupName: string;
  readonly groupArn: string;
  description: string;
  readonly cause: string;
  readonly startTime: number;
  endTime: number | null;
  status:
    'InProgress' | 'MidLifecycleAction' | 'WaitingForELBConnectionDraining' | 'Successful' | 'Failed' | 'Cancelled';
  message: string | null;
  progress: number;
}

export function isLeaving({ lifecycleState }: Member): boolean {
  return lifecycleState.startsWith('Terminat');
}

export function isComing({ lifecycleState }: Member): boolean {
  return lifecycleState.startsWith('Pending');
}
