import type { Color } from './color.js';
import type { RouteAction } from './environment.js';
import type { ReleaseRef } from './release.js';

export type PlannedVerb = 'deploy' | 'switch' | 'rollback';

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
  /** One sentence with the numbers that decided. */
  readonly summary: string;
  readonly evidence?: readonly string[];
  /** The command or act that would turn the verdict. */
  readonly next?: string;
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
