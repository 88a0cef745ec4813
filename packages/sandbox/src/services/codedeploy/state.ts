import type { EventOutcome, FileExistsBehavior, LifecycleEventName } from '@bluegreen/appspec';
import type { TagFilter } from '../../hosts/instance.js';

/** Everything CodeDeploy remembers: plain data, so that it can be saved. Times are ms since the epoch. */
export interface CodeDeployState {
  applications: Record<string, Application>;
  configs: Record<string, DeploymentConfig>;
  /** Oldest first. */
  deployments: Deployment[];
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface Application {
  readonly id: string;
  name: string;
  readonly createTime: number;
  tags: Tag[];
  revisions: Revision[];
  groups: Record<string, DeploymentGroup>;
}

export type ArchiveType = 'zip' | 'tar' | 'tgz';

/** As the caller wrote it, quotes of the eTag included. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
  readonly bundleType: ArchiveType;
  readonly version?: string;
  readonly eTag?: string;
}

export interface Revision {
  readonly location: S3Location;
  description: string | null;
  registerTime: number;
  firstUsedTime: number | null;
  lastUsedTime: number | null;
}

export interface DeploymentConfig {
  readonly id: string;
  readonly name: string;
  readonly createTime: number;
  readonly minimum: { readonly type: 'HOST_COUNT' | 'FLEET_PERCENT' | 'MOST_CONCURRENCY'; readonly value: number };
}

export type RollbackEvent = 'DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM' | 'DEPLOYMENT_STOP_ON_REQUEST';
export interface AutoRollback {
  readonly enabled: boolean;
  readonly events: readonly RollbackEvent[];
}

/** Alarms that stop a deployment. */
export interface AlarmConfiguration {
  readonly enabled: boolean;
  /** Goes on when the state of an alarm cannot be read. */
  readonly ignorePollAlarmFailure: boolean;
  readonly alarms: readonly { readonly name: string }[];
}

/** What a caller may set on a deployment group. */
export interface GroupSettings {
  readonly configName: string;
  readonly serviceRoleArn: string;
  readonly autoScalingGroups: readonly { readonly name: string; readonly hook: string }[];
  readonly ec2TagFilters: readonly TagFilter[];
  /** All lists must match, each with at least one of its filters. */
  readonly ec2TagSet: readonly (readonly TagFilter[])[];
  readonly trafficControl: boolean;
  /** Names of target groups. */
  readonly targetGroups: readonly string[];
  readonly autoRollback: AutoRollback | null;
  readonly alarmConfiguration: AlarmConfiguration | undefined;
  /** Kept and shown, not acted upon. */
  readonly triggerConfigurations: unknown;
  readonly outdatedInstancesStrategy: 'UPDATE' | 'IGNORE';
  readonly terminationHookEnabled: boolean;
}

export interface DeploymentGroup {
  readonly id: string;
  name: string;
  settings: GroupSettings;
  tags: Tag[];
  /** Revision of the last deployment that succeeded as a whole. */
  targetRevision: S3Location | null;
  lastSuccessful: string | null;
  lastAttempted: string | null;
  /** What CodeDeploy knows of each instance; healthy means that the last deployment to it succeeded. */
  instances: Record<string, { healthy: boolean; revision: string | null }>;
}

export type DeploymentStatus =
  'Created' | 'Queued' | 'InProgress' | 'Baking' | 'Succeeded' | 'Failed' | 'Stopped' | 'Ready';
export type TargetStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped' | 'Unknown' | 'Ready';
export type Creator = 'user' | 'autoscaling' | 'codeDeployRollback' | 'CodeDeployAutoUpdate';

export interface LifecycleEvent {
  readonly name: LifecycleEventName;
  status: TargetStatus;
  startTime: number | null;
  endTime: number | null;
  diagnostics: Omit<EventOutcome, 'status'> | null;
}

export interface Target {
  readonly id: string;
  status: TargetStatus;
  lastUpdatedAt: number;
  readonly events: LifecycleEvent[];
}

export interface Deployment {
  readonly id: string;
  applicationName: string;
  groupName: string;
  readonly groupId: string;
  readonly configName: string;
  readonly minimum: DeploymentConfig['minimum'];
  readonly revision: S3Location;
  readonly previousRevision: S3Location | null;
  readonly description: string | null;
  readonly creator: Creator;
  readonly ignoreApplicationStopFailures: boolean;
  readonly updateOutdatedInstancesOnly: boolean;
  readonly fileExistsBehavior: FileExistsBehavior;
  readonly autoRollback: AutoRollback | null;
  /** In place of the group's; absent where states were saved before it could be given. */
  readonly overrideAlarms?: AlarmConfiguration | null;
  readonly trafficControl: boolean;
  readonly targetGroups: readonly string[];
  /** Only these instances, instead of what the group matches. */
  readonly only: readonly string[] | null;
  readonly createTime: number;
  startTime: number | null;
  completeTime: number | null;
  status: DeploymentStatus;
  error: { readonly code: string; readonly message: string } | null;
  /** Set by StopDeployment or an alarm: no further event is started; `rollback` says whether one follows. */
  stop: { readonly rollback: boolean; readonly error?: Deployment['error'] } | null;
  rollback: { deploymentId?: string; triggeringDeploymentId?: string; message?: string } | null;
  autoUpdateRoot: string | null;
  autoUpdates: string[];
  /** Null until the instances were looked up. */
  targets: Target[] | null;
}

export function isOver({ status }: Deployment): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}
