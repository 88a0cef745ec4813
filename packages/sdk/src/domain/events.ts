import type { Color } from './color.js';
import type { RunningOperation, Snapshot, TargetSnapshot } from './environment.js';
import type { GateVerdict, Plan } from './plan.js';
import type { ReleaseRef } from './release.js';

/** Everything an operation may say while it runs. `narration/` has words for each; renderers decide nothing. */
export type BlueGreenEvent =
  | { readonly type: 'environment.observed'; readonly snapshot: Snapshot }
  | { readonly type: 'plan.made'; readonly plan: Plan }
  | { readonly type: 'gate.judged'; readonly verdict: GateVerdict }
  | { readonly type: 'lease.acquired'; readonly operation: RunningOperation }
  | { readonly type: 'lease.released'; readonly operationId: string }
  | { readonly type: 'bundle.packed'; readonly release: ReleaseRef; readonly files: number; readonly bytes: number }
  | { readonly type: 'upload.skipped'; readonly key: string; readonly bytes: number }
  | {
      readonly type: 'upload.progressed';
      readonly key: string;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  | { readonly type: 'upload.finished'; readonly bucket: string; readonly key: string }
  | { readonly type: 'revision.registered'; readonly key: string }
  | {
      readonly type: 'deployment.created';
      readonly deploymentId: string;
      readonly color: Color;
      readonly release: ReleaseRef;
    }
  /** No new deployment was started: the one that a lost CreateDeployment, or an earlier run of the same deploy, started is followed. */
  | { readonly type: 'deployment.adopted'; readonly deploymentId: string; readonly color: Color }
  | {
      readonly type: 'lifecycle.changed';
      readonly deploymentId: string;
      readonly instance: string;
      /** Such as `AfterInstall`. */
      readonly event: string;
      readonly status: LifecycleStatus;
      readonly elapsedMs?: number;
    }
  | {
      readonly type: 'lifecycle.failed';
      readonly deploymentId: string;
      readonly instance: string;
      readonly event: string;
      readonly script: string | null;
      readonly message: string;
      readonly logTail: readonly string[];
    }
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
  | {
      readonly type: 'targets.waiting';
      readonly color: Color;
      readonly healthy: number;
      readonly wanted: number;
      readonly targets: readonly TargetSnapshot[];
    }
  | { readonly type: 'targets.healthy'; readonly color: Color; readonly healthy: number }
  | {
      readonly type: 'release.identified';
      readonly color: Color;
      readonly release: ReleaseRef;
      readonly instances: number;
      readonly workers: number;
    }
  | { readonly type: 'idle.referenced'; readonly color: Color; readonly routeArn: string }
  | {
      readonly type: 'traffic.shifting';
      readonly from: Color | null;
      readonly to: Color;
      readonly routeArns: readonly string[];
    }
  | { readonly type: 'traffic.shifted'; readonly from: Color | null; readonly to: Color; readonly routes: number }
  | { readonly type: 'probe.passed'; readonly color: Color; readonly answers: number; readonly elapsedMs: number }
  | { readonly type: 'probe.failed'; readonly color: Color; readonly reason: string }
  | { readonly type: 'traffic.restored'; readonly live: Color | null; readonly routes: number }
  /** The last word of lease or journal could not be written; the lease ends by itself at its expiry. */
  | { readonly type: 'record.unwritten'; readonly record: 'journal' | 'lease'; readonly reason: string }
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
