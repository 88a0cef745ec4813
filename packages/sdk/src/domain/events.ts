import type { Color } from './color.js';
import type {
  EnvironmentLock,
  RouteDrift,
  RunningOperation,
  ScalingSizes,
  Snapshot,
  TargetSnapshot,
} from './environment.js';
import type { HeldGroup, JournalStep } from './journal.js';
import type { EndState, HistoryEntry, ResumeAction } from './operations.js';
import type { ResourceChange, StackEvent } from './infrastructure.js';
import type { GateVerdict, Plan } from './plan.js';
import type { ReleaseRef } from './release.js';

/** Everything an operation may say while it runs. `narration/` has words for each; renderers decide nothing. */
export type BlueGreenEvent =
  /** What the environment is like, read just now. */
  | { readonly type: 'environment.observed'; readonly snapshot: Snapshot }
  /** What is going to be done, from that picture; an empty list of steps means that nothing is. */
  | { readonly type: 'plan.made'; readonly plan: Plan }
  /** One gate of the plan: pass, fail, or no data. */
  | { readonly type: 'gate.judged'; readonly verdict: GateVerdict }
  /** Nobody else may change the environment from here on. */
  | { readonly type: 'lease.acquired'; readonly operation: RunningOperation }
  /** The environment is free again. */
  | { readonly type: 'lease.released'; readonly operationId: string }
  /** The appspec holds what the agent accepts, though its author hardly meant it. */
  | { readonly type: 'bundle.warned'; readonly source: string; readonly warnings: readonly string[] }
  /** The revision is one archive; its digest is of the content. */
  | { readonly type: 'bundle.packed'; readonly release: ReleaseRef; readonly files: number; readonly bytes: number }
  /** The bucket has this very bundle already. */
  | { readonly type: 'upload.skipped'; readonly key: string; readonly bytes: number }
  /** How much of the bundle has been sent. */
  | {
      readonly type: 'upload.progressed';
      readonly key: string;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  /** The whole bundle lies in the bucket. */
  | { readonly type: 'upload.finished'; readonly bucket: string; readonly key: string }
  /** CodeDeploy knows the bundle. */
  | { readonly type: 'revision.registered'; readonly key: string }
  /** CodeDeploy has begun. */
  | {
      readonly type: 'deployment.created';
      readonly deploymentId: string;
      readonly color: Color;
      readonly release: ReleaseRef;
    }
  /** No new deployment was started: the one that a lost CreateDeployment, or an earlier run of the same deploy, started is followed. */
  | { readonly type: 'deployment.adopted'; readonly deploymentId: string; readonly color: Color }
  /** One lifecycle event of one instance began, or ended. */
  | {
      readonly type: 'lifecycle.changed';
      readonly deploymentId: string;
      readonly instance: string;
      /** Such as `AfterInstall`. */
      readonly event: string;
      readonly status: LifecycleStatus;
      readonly elapsedMs?: number;
    }
  /** One lifecycle event of one instance failed: its script, its message, its last lines. */
  | {
      readonly type: 'lifecycle.failed';
      readonly deploymentId: string;
      readonly instance: string;
      readonly event: string;
      readonly script: string | null;
      readonly message: string;
      readonly logTail: readonly string[];
    }
  /** CodeDeploy is done, well or badly: `status` is its own word. */
  | {
      readonly type: 'deployment.finished';
      readonly deploymentId: string;
      readonly status: string;
      readonly elapsedMs: number;
    }
  /** A deployment on the colour that traffic has left was told to stop. */
  | { readonly type: 'deployment.stopped'; readonly deploymentId: string; readonly color: Color }
  /** It could not be stopped; the operation's own work is done all the same. */
  | {
      readonly type: 'deployment.unstopped';
      readonly deploymentId: string;
      readonly color: Color;
      readonly reason: string;
    }
  /** How many targets of a colour are healthy so far, and how many there have to be. */
  | {
      readonly type: 'targets.waiting';
      readonly color: Color;
      readonly healthy: number;
      readonly wanted: number;
      readonly targets: readonly TargetSnapshot[];
    }
  /** Targets that are still registered, draining ones included, and how many of them stay. */
  | { readonly type: 'targets.leaving'; readonly color: Color; readonly targets: number; readonly left: number }
  /** As many targets as there have to be are healthy. */
  | { readonly type: 'targets.healthy'; readonly color: Color; readonly healthy: number }
  /** Every target and every worker of the colour said that it runs exactly this release. */
  | {
      readonly type: 'release.identified';
      readonly color: Color;
      readonly release: ReleaseRef;
      readonly instances: number;
      readonly workers: number;
    }
  /** The idle group was added at weight 0, so that its health is checked at all. */
  | { readonly type: 'idle.referenced'; readonly color: Color; readonly routeArn: string }
  /** The routes are about to be written; null: no single colour was live. */
  | {
      readonly type: 'traffic.shifting';
      readonly from: Color | null;
      readonly to: Color;
      readonly routeArns: readonly string[];
    }
  /** Every route was written, and reads back right. */
  | { readonly type: 'traffic.shifted'; readonly from: Color | null; readonly to: Color; readonly routes: number }
  /** Clients get the new release: so many answers in a row through the load balancer. */
  | {
      readonly type: 'probe.passed';
      readonly color: Color;
      readonly answers: number;
      readonly elapsedMs: number;
      /** Moved routes through which the answers came; absent: those of the production address. */
      readonly proven?: readonly string[];
      /** Moved routes that no request of the proof can reach, such as one for another path: these were read back only. */
      readonly readBackOnly?: readonly string[];
    }
  /** They do not; the former actions are put back next. */
  | { readonly type: 'probe.failed'; readonly color: Color; readonly reason: string }
  /** The exact former actions are back. */
  | { readonly type: 'traffic.restored'; readonly live: Color | null; readonly routes: number }
  /** Scaling processes were suspended for the time of the operation. */
  | { readonly type: 'capacity.held'; readonly groups: readonly HeldGroup[] }
  /** Scaling could not be held, and the operation goes on without, for what it does cannot wait. */
  | { readonly type: 'capacity.unheld'; readonly reason: string }
  /** What was suspended works again. */
  | { readonly type: 'capacity.restored'; readonly groups: readonly HeldGroup[] }
  /** What the operation suspended is still suspended; its own work ended as it ended. `next`: what resumes it. */
  | { readonly type: 'capacity.unrestored'; readonly reason: string; readonly next: string }
  /** The size of a colour was changed, from this to that. */
  | {
      readonly type: 'capacity.changed';
      readonly color: Color;
      readonly before: ScalingSizes;
      readonly after: ScalingSizes;
    }
  /** Routes read otherwise than the newest record left them. */
  | { readonly type: 'drift.found'; readonly drift: readonly RouteDrift[] }
  /** The routes' present actions are now the recorded ones. */
  | { readonly type: 'routes.adopted'; readonly routes: number }
  /** An operation without an end was found, and this is what will be done about it. */
  | {
      readonly type: 'operation.found';
      readonly operation: Pick<HistoryEntry, 'id' | 'verb' | 'owner' | 'surface' | 'startedAt'>;
      readonly action: ResumeAction;
    }
  /** It has its end now; null: its deployment goes on in CodeDeploy. */
  | {
      readonly type: 'operation.settled';
      readonly operationId: string;
      readonly verb: string;
      readonly end: EndState | null;
    }
  /** Somebody holds the environment who may be dead: waiting for a renewal, or for the expiry. */
  | { readonly type: 'lease.waiting'; readonly operation: RunningOperation; readonly expiresInMs: number }
  /** The environment was taken from somebody: their next change is refused. */
  | { readonly type: 'lease.stolen'; readonly victim: RunningOperation }
  /** Somebody keeps everybody out, rollbacks excepted. */
  | { readonly type: 'environment.locked'; readonly lock: EnvironmentLock }
  /** That lock is gone. */
  | { readonly type: 'environment.unlocked'; readonly lock: EnvironmentLock }
  /** An operation that runs elsewhere wrote an intent down, or what came of it. */
  | { readonly type: 'step.followed'; readonly operationId: string; readonly step: JournalStep }
  /** A command was delivered again: what its first delivery did, or does, is told. */
  | { readonly type: 'command.repeated'; readonly operationId: string }
  /** The last word of lease or journal could not be written; the lease ends by itself at its expiry. */
  | { readonly type: 'record.unwritten'; readonly record: 'journal' | 'lease'; readonly reason: string }
  /** The figures for dashboards and alarms could not be published; the operation itself ended as it ended. */
  | { readonly type: 'metrics.unpublished'; readonly reason: string }
  /** What a change set would do to the stack. */
  | {
      readonly type: 'stack.proposed';
      readonly stack: string;
      readonly exists: boolean;
      readonly changes: readonly ResourceChange[];
    }
  /** One resource of the stack went on, or failed. */
  | { readonly type: 'stack.progressed'; readonly stack: string; readonly event: StackEvent }
  /** A staging host is ready; `former`: what was good there last. */
  | { readonly type: 'host.connected'; readonly host: string; readonly former: ReleaseRef | null }
  /** The bundle is there, whole; the host needs us no more. */
  | { readonly type: 'host.received'; readonly host: string; readonly bytes: number }
  /** The release failed on the staging host, and the one that was good there is put back. */
  | { readonly type: 'host.restoring'; readonly host: string; readonly release: ReleaseRef }
  /** CloudFormation is done: `status` is its own word. */
  | { readonly type: 'stack.finished'; readonly stack: string; readonly status: string }
  /** One path was asked, and this is what it answered. */
  | {
      readonly type: 'endpoint.validated';
      readonly path: string;
      readonly ok: boolean;
      readonly status: number | null;
      readonly detail: string;
      readonly elapsedMs: number;
    };

export type EventType = BlueGreenEvent['type'];
export type LifecycleStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped' | 'Unknown';

/**
 * A running operation: yields events, returns its result, throws only BlueGreenError. Nothing happens before the first
 * `next()`; leaving early (`return()`) runs every clean-up.
 */
export type Operation<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;
