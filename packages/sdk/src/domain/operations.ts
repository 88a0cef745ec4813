import type { Color, ColorChoice } from './color.js';
import type { EnvironmentLock, RouteDrift, RunningOperation, Snapshot } from './environment.js';
import type { LifecycleStatus } from './events.js';
import type { ProofSummary } from './journal.js';
import type { Plan, PlannedVerb, ScalePlan } from './plan.js';
import type { ReleaseRef } from './release.js';

/** Inputs and results of the public operations, one pair a verb. */

export interface DeployInput {
  /** Folder that holds appspec.yml; absent: the newest stored bundle of the release, as `publish` left it. */
  readonly source?: string;
  /** Name of the release; letters, digits, `.`, `_`, `-`, `+`; 1 to 64. */
  readonly release: string;
  readonly commit?: string;
  /** Default `idle`. The live colour is refused. */
  readonly to?: ColorChoice;
  readonly dryRun?: boolean;
  /** Ends the wait, not the deployment (TIMED_OUT). Default 30 minutes. */
  readonly timeoutMs?: number;
  /** A command that is delivered twice with the same key acts once; the second delivery gets the first one's result. */
  readonly idempotencyKey?: string;
  /** A pipeline's rising number. Refused (RELEASE_SUPERSEDED) when a higher one has deployed last. */
  readonly sequence?: number;
  /** Deploy all the same; the record says so. */
  readonly force?: boolean;
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
  /** A command that is delivered twice with the same key acts once; the second delivery gets the first one's result. */
  readonly idempotencyKey?: string;
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
  /** A command that is delivered twice with the same key acts once; the second delivery gets the first one's result. */
  readonly idempotencyKey?: string;
}
export interface RollbackResult extends SwitchResult {
  readonly stoppedDeploymentId: string | null;
}

/** `publish`: packs a folder and stores the bundle, so that any front end can deploy the release by its name. */
export interface PublishInput {
  /** Folder that holds appspec.yml. */
  readonly source: string;
  readonly release: string;
  readonly commit?: string;
}
export interface PublishResult {
  /** False when the very same content was stored already. */
  readonly changed: boolean;
  readonly release: ReleaseRef;
  readonly bucket: string;
  readonly key: string;
}

/** `stage`: one host over SSH, without AWS. */
export interface StageInput {
  /** Folder that holds appspec.yml. */
  readonly source: string;
  readonly release: string;
  readonly commit?: string;
  /** `[user@]host[:port]`. */
  readonly server: string;
  /** Text of the private key; it goes to an agent through a pipe, and never lies in a file. */
  readonly privateKey: string;
  /** Lines as in known_hosts; absent: the user's own file counts. */
  readonly knownHosts?: string;
  /** What hook scripts see as APPLICATION_NAME. Default `staging`. */
  readonly application?: string;
  /** Whoever meets the host's lock reads this. */
  readonly owner: string;
  /** The program that the host's Node runs: `staging-runner.cjs` of the bundled CLI, as text. */
  readonly runner: string;
  /** Ends the listening, not the deployment (HOST_LOST). Default 30 minutes. */
  readonly timeoutMs?: number;
}
export interface StageResult {
  readonly changed: boolean;
  /** `host[:port]`. */
  readonly server: string;
  readonly release: ReleaseRef;
  /** What was good there before. */
  readonly former: ReleaseRef | null;
  readonly deploymentId: string;
}

export interface ReleasesInput {
  /** Newest first. Default 20. */
  readonly limit?: number;
}
/** A bundle in the artifact bucket that can be deployed by name. */
export interface StoredRelease extends ReleaseRef {
  readonly key: string;
  readonly bytes: number;
  /** ISO-8601. */
  readonly uploadedAt: string;
}

/** How many instances a colour shall have. Only what is named changes (contract A9), so it is safe to repeat. */
export interface ScaleInput {
  readonly color: ColorChoice;
  readonly desired: number;
  readonly min?: number;
  readonly max?: number;
  /** Scale the only way back to 0 all the same (contract T13). */
  readonly giveUpRollback?: boolean;
  /** Take instances away from the colour that serves; one stays in any case. */
  readonly shrinkLive?: boolean;
  readonly dryRun?: boolean;
  /** Bound on the wait for targets to be healthy, or gone. Default 10 minutes. */
  readonly timeoutMs?: number;
  /** Refuse unless the plan made now has this hash (an approved plan). */
  readonly planHash?: string;
  /** A command that is delivered twice with the same key acts once; the second delivery gets the first one's result. */
  readonly idempotencyKey?: string;
}
export interface ScaleResult {
  readonly changed: boolean;
  readonly plan: ScalePlan;
  readonly color: Color;
  /** Healthy targets at the end of the wait; as they were when nothing was changed. */
  readonly healthy: number;
  /** From the change to the end of the wait. */
  readonly elapsedMs: number;
}

/** Routes that somebody else changed go back to what is on record; or the record follows the routes. */
export interface RepairInput {
  /** Take the routes as they are for what is intended, and change none. */
  readonly adopt?: boolean;
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
  /** Refuse unless the plan made now has this hash (an approved plan). */
  readonly planHash?: string;
  /** A command that is delivered twice with the same key acts once; the second delivery gets the first one's result. */
  readonly idempotencyKey?: string;
}
export interface RepairResult {
  readonly changed: boolean;
  readonly adopted: boolean;
  /** What was not as recorded. */
  readonly drift: readonly RouteDrift[];
  /** Null where the routes are taken as they are. */
  readonly plan: Plan | null;
  /** What `planHash` approves: of the plan, or of the routes as they are. */
  readonly hash: string;
  /** After it; null while traffic is split. */
  readonly live: Color | null;
}

/** What is live now, traced back to its source: the base of the next change. */
export interface LiveCommit {
  readonly live: Color | null;
  readonly release: ReleaseRef | null;
  /** Null where nothing is live alone, or whoever stored the release did not say. */
  readonly commit: string | null;
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
/** What every journal document says, whatever its verb. */
export interface HistoryEntry {
  readonly id: string;
  readonly verb: string;
  readonly owner: string;
  readonly surface: string;
  /** Where the request stands, such as the URL of a CI job. */
  readonly link: string | null;
  /** A pipeline's rising number, where one was given. */
  readonly sequence: number | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Null while it has no end; `HistoryRecord.state` says why. */
  readonly end: EndState | null;
  readonly from: Color | null;
  readonly to: Color | null;
  readonly release: ReleaseRef | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}
/** One operation as history shows it. */
export interface HistoryRecord extends HistoryEntry {
  /**
   * `running`: its driver holds the lease. `waiting`: nobody waits any more for the deployment that it started in
   * CodeDeploy. `unfinished`: its driver died or was cut off; `resume` settles it.
   */
  readonly state: 'running' | 'waiting' | 'unfinished' | 'ended';
  readonly reason: string;
  readonly deploymentId: string | null;
  readonly proof: ProofSummary | null;
}
export type EndState = 'done' | 'failed-unmoved' | 'rolled-back' | 'needs-attention';

export interface ResumeInput {
  /** Default: whatever is unfinished. */
  readonly id?: string;
  /** Take it back instead of finishing it. */
  readonly unwind?: boolean;
  /** Say what would be done, and change nothing. */
  readonly dryRun?: boolean;
  /** Bound on each wait. Default 5 minutes, 30 for a deployment. */
  readonly timeoutMs?: number;
  /**
   * A command that is delivered twice with the same key settles only what it found unfinished the first time; the second
   * delivery tells what came of that.
   */
  readonly idempotencyKey?: string;
}
export interface ResumeResult {
  /** False when nothing was unfinished, and in a dry run. */
  readonly changed: boolean;
  readonly mode: 'finish' | 'unwind';
  readonly operations: readonly ResumedOperation[];
}
export interface ResumedOperation {
  readonly id: string;
  readonly verb: string;
  readonly owner: string;
  readonly surface: string;
  readonly from: Color | null;
  readonly to: Color | null;
  readonly release: ReleaseRef | null;
  readonly action: ResumeAction;
  /** Null where it still has none: in a dry run, and where a deployment goes on. */
  readonly end: EndState | null;
}
/**
 * `close`: nothing is left to do but to write its end down. `carry-on`: nothing was changed yet, and its plan is carried
 * out under fresh gates. `complete`: the routes that are missing are written, and the colour is proven. `restore`: every
 * route gets its exact former actions. `drifted`: somebody else changed a route, so that nothing is written. `follow`,
 * `stop`: its deployment. `resize`: its Auto Scaling group gets the size that was meant, or the former one.
 */
export type ResumeAction = 'close' | 'carry-on' | 'complete' | 'restore' | 'drifted' | 'follow' | 'stop' | 'resize';

export interface AttachInput {
  /** Default: the operation that runs now. */
  readonly id?: string;
  /** Ends the following, not the operation (TIMED_OUT). Default: none. */
  readonly timeoutMs?: number;
}
export type AttachResult = HistoryRecord;

export interface LockInput {
  readonly reason: string;
  /** A command that is delivered twice with the same key acts once; the second delivery gets the first one's result. */
  readonly idempotencyKey?: string;
}
export interface LockResult {
  /** False when the same person had locked it for the same reason already. */
  readonly changed: boolean;
  readonly lock: EnvironmentLock;
}

export interface UnlockInput {
  readonly reason?: string;
  /** A command that is delivered twice with the same key acts once; the second delivery gets the first one's result. */
  readonly idempotencyKey?: string;
}
export interface UnlockResult {
  readonly changed: boolean;
  /** The lock that was there; null when there was none. */
  readonly lock: EnvironmentLock | null;
}

export interface StealInput {
  readonly reason: string;
  /** Refuse unless this operation holds the environment. */
  readonly id?: string;
  /**
   * A command that is delivered twice with the same key acts once; the second delivery gets the first one's result, with
   * `unfinished` as it is by then.
   */
  readonly idempotencyKey?: string;
}
export interface StealResult {
  /** Whose next change will be refused; settle it with `resume`. */
  readonly victim: RunningOperation;
  /** False: it had begun nothing, or had just ended, so that nothing waits for `resume`. */
  readonly unfinished: boolean;
}

export interface StatusResult extends Snapshot {
  /** What made the live colour live, and what was seen meanwhile; null when no such move is on record. */
  readonly lastMove: LastMove | null;
}
export interface LastMove {
  readonly id: string;
  readonly verb: string;
  readonly owner: string;
  readonly endedAt: string | null;
  readonly release: ReleaseRef | null;
  /** Null where nothing was watched. */
  readonly proof: ProofSummary | null;
}

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
