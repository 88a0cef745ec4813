import type { JsonRecord } from '../template/json.js';
import type { ResolvedParameter } from '../template/resolve-parameters.js';
import type { DeletionPolicy } from '../template/template.js';

export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED';

export type ResourceStatus =
  `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}` | 'DELETE_SKIPPED';

/** A stack as it is remembered: plain data, so that it can be saved. Times are ms since the epoch. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  updatedAt: number | null;
  deletedAt: number | null;
  status: StackStatus;
  statusReason: string | null;
  /** What was asked for last and came about. */
  settings: StackSettings;
  outputs: StackOutput[];
  /** Names of exports of other stacks that this one uses. */
  imports: string[];
  resources: Record<string, ResourceRecord>;
  terminationProtection: boolean;
  onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  /** Oldest first. */
  events: StackEvent[];
  /** Client request tokens that were acted upon, with the verb. */
  tokens: Record<string, string>;
}

/** What a caller says of a stack. */
export interface StackSettings {
  readonly templateBody: string;
  readonly parameters: readonly ResolvedParameter[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly roleArn: string | null;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly exportName: string | undefined;
}

export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  /** Null until it was made. */
  physicalId: string | null;
  /** What Ref gives, where that is not the physical id. */
  ref: string | null;
  status: ResourceStatus;
  statusReason: string | null;
  updatedAt: number;
  /** With every function carried out, as the resource has them. */
  properties: JsonRecord;
  attributes: JsonRecord;
  deletionPolicy: DeletionPolicy;
  updateReplacePolicy: DeletionPolicy;
  dependsOn: readonly string[];
}

export interface StackEvent {
  readonly eventId: string;
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: StackStatus | ResourceStatus;
  readonly reason: string | null;
  readonly properties: JsonRecord | null;
  readonly token: string | null;
}

export const STACK_TYPE = 'AWS::CloudFormation::Stack';

export function isInProgress(status: StackStatus): boolean {
  return status.endsWith('_IN_PROGRESS');
}
