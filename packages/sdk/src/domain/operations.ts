import type { Color, ColorChoice } from './color.js';
import type { Snapshot } from './environment.js';
import type { LifecycleStatus } from './events.js';
import type { Plan, PlannedVerb } from './plan.js';
import type { ReleaseRef } from './release.js';

/** Inputs and results of the public operations, one pair a verb. */

export interface DeployInput {
  /** Folder that holds appspec.yml. */
  readonly source: string;
  /** Name of the release; letters, digits, `.`, `_`, `-`, `+`; 1 to 64. */
  readonly release: string;
  readonly commit?: string;
  /** Default `idle`. The live colour is refused. */
  readonly to?: ColorChoice;
  readonly dryRun?: boolean;
  /** Ends the wait, not the deployment (TIMED_OUT). Default 30 minutes. */
  readonly timeoutMs?: number;
}
export interface DeployResult {
  readonly changed: boolean;
  readonly plan: Plan;
  readonly color: Color;
  readonly release: ReleaseRef;
  readonly deploymentId: string | null;
}

export interface SwitchInput {
  /** Default `idle`. */
  readonly to?: ColorChoice;
  readonly dryRun?: boolean;
  /** Bound on the waits before traffic moves, and on the proof after it. Default 5 minutes. */
  readonly timeoutMs?: number;
  /** Refuse unless the plan made now has this hash (an approved plan). */
  readonly planHash?: string;
}
export interface SwitchResult {
  readonly changed: boolean;
  readonly plan: Plan;
  readonly from: Color | null;
  readonly live: Color;
  readonly release: ReleaseRef | null;
  /** From the first listener write to the end of the proof. */
  readonly elapsedMs: number;
}

/** A rollback is a switch to the colour that served before; the journal names it, the listener confirms it. */
export interface RollbackInput {
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
  /** Refuse unless the plan made now has this hash (an approved plan). */
  readonly planHash?: string;
  /** Also stop a deployment that runs on the colour being left, after traffic has left it. Default true. */
  readonly stopDeployment?: boolean;
}
export interface RollbackResult extends SwitchResult {
  readonly stoppedDeploymentId: string | null;
}

/** `bundle`: needs no environment and no AWS. */
export interface PackageInput {
  /** Folder that holds appspec.yml. */
  readonly source: string;
  readonly release: string;
  readonly commit?: string;
  /** File to write; one that exists is replaced. */
  readonly output: string;
}
export interface PackageResult {
  readonly path: string;
  readonly release: ReleaseRef;
  readonly files: number;
  /** Of the zip. */
  readonly bytes: number;
  /** What a deployment would name it in the bucket, below `releases/<application>/`. */
  readonly key: string;
}

export interface PlanInput {
  readonly verb: PlannedVerb;
  readonly to?: ColorChoice;
  /** For `deploy`. */
  readonly source?: string;
  readonly release?: string;
}

export interface ValidateInput {
  /** Default `live`: through the production listener; the idle colour is asked through the test listener. */
  readonly color?: ColorChoice;
  /** Fail unless this release answers. */
  readonly release?: string;
  /** Requests per path. Default 1; `/version` gets as many as it takes to see every target. */
  readonly timeoutMs?: number;
}
export interface ValidateResult {
  readonly ok: boolean;
  readonly color: Color | null;
  readonly url: string;
  readonly release: string | null;
  readonly checks: readonly {
    readonly path: string;
    readonly ok: boolean;
    readonly status: number | null;
    readonly detail: string;
  }[];
}

export interface HistoryInput {
  /** Newest first. Default 20. */
  readonly limit?: number;
}
/** One journal document, as history shows it. */
export interface HistoryEntry {
  readonly id: string;
  readonly verb: string;
  readonly owner: string;
  readonly surface: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Null while running. */
  readonly end: EndState | null;
  readonly from: Color | null;
  readonly to: Color | null;
  readonly release: ReleaseRef | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}
export type EndState = 'done' | 'failed-unmoved' | 'rolled-back' | 'needs-attention';

export type StatusResult = Snapshot;

/** Progress of one instance in one deployment, as CodeDeploy reports it. */
export interface InstanceProgress {
  readonly instance: string;
  readonly status: LifecycleStatus;
  readonly events: readonly {
    readonly name: string;
    readonly status: LifecycleStatus;
    readonly startedAt?: number;
    readonly endedAt?: number;
    readonly script: string | null;
    readonly message: string | null;
    readonly logTail: string | null;
  }[];
}
