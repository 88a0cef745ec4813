import type { Color } from './color.js';
import type { RouteAction, ScalingSizes } from './environment.js';
import type { ReleaseRef } from './release.js';
import type { Told } from './sentences.js';

export type PlannedVerb = 'deploy' | 'switch' | 'rollback' | 'repair';

/** Every gate there is. One file each in `gates/`. */
export type GateName =
  | 'not-live'
  | 'no-running-deployment'
  | 'targets-present'
  | 'targets-healthy'
  | 'capacity-parity'
  | 'release-identity'
  | 'alarms-quiet'
  | 'routes-agree';

export interface GateVerdict {
  readonly gate: GateName;
  /** `no-data` is never a pass: the facts could not be had. */
  readonly verdict: 'pass' | 'fail' | 'no-data';
  /** Set on a verdict that is no pass and yet stops nothing (`refusalOf` says which). */
  readonly excused?: true;
  /** One sentence with the numbers that decided. */
  readonly summary: string;
  readonly evidence?: readonly string[];
  /** The command or act that would turn the verdict. */
  readonly next?: string;
  /** `summary` and `next` by their keys, to be said in the reader's language. */
  readonly told?: Told;
  readonly nextTold?: Told;
}

/** One change the plan will make, in order. */
export type PlanStep =
  | { readonly kind: 'upload'; readonly key: string }
  | { readonly kind: 'deploy'; readonly color: Color; readonly deploymentGroup: string }
  | { readonly kind: 'reference-idle'; readonly routeArn: string; readonly after: readonly RouteAction[] }
  | { readonly kind: 'wait-healthy'; readonly color: Color }
  | { readonly kind: 'identify'; readonly color: Color }
  | {
      readonly kind: 'shift';
      readonly routeKind: 'listener' | 'rule';
      readonly routeArn: string;
      readonly before: readonly RouteAction[];
      readonly after: readonly RouteAction[];
    }
  | { readonly kind: 'prove'; readonly color: Color };

/** A document that can be printed, saved, approved by its hash, and carried out unchanged or refused as stale. */
export interface Plan {
  readonly version: 1;
  /** SHA-256 over everything but `createdAt`; equal plans have equal hashes. */
  readonly hash: string;
  readonly verb: PlannedVerb;
  readonly environment: string;
  /** ISO-8601. */
  readonly createdAt: string;
  readonly from: Color | null;
  readonly to: Color;
  readonly release: ReleaseRef | null;
  readonly gates: readonly GateVerdict[];
  /** Empty when there is nothing to do. */
  readonly steps: readonly PlanStep[];
}

/** A change of one colour's number of instances, with what it costs and what forbids it. */
export interface ScalePlan {
  readonly version: 1;
  /** SHA-256 over everything but `createdAt`; equal plans have equal hashes. */
  readonly hash: string;
  readonly verb: 'scale';
  readonly environment: string;
  /** ISO-8601. */
  readonly createdAt: string;
  readonly color: Color;
  readonly autoScalingGroup: string;
  /** `way-back`: what a rollback would go to; `idle`: neither that nor serving. */
  readonly role: 'live' | 'way-back' | 'idle';
  readonly before: ScalingSizes;
  readonly after: ScalingSizes;
  /** Sentences: what is lost by it. */
  readonly losses: readonly string[];
  /** Why it will not be done; empty when it will. */
  readonly refusals: readonly ScaleRefusal[];
}

export interface ScaleRefusal {
  readonly summary: string;
  readonly next: string;
}
