import type { PlannedChange } from './plan.js';
import type { StackSettings } from './stack.js';

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly createdAt: number;
  readonly description: string | undefined;
  readonly kind: 'CREATE' | 'UPDATE';
  readonly settings: StackSettings;
  readonly changes: readonly PlannedChange[];
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly statusReason: string | null;
  executionStatus:
    'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED' | 'OBSOLETE';
}
