import type { Color } from '../domain/color.js';
import type { Snapshot } from '../domain/environment.js';
import type { ReleaseRef } from '../domain/release.js';

/** What the processes of one instance say they run. */
export interface InstanceIdentity {
  readonly instance: string;
  /** Colour in the answer; null when the app does not say. */
  readonly color: string | null;
  readonly workers: readonly { readonly worker: number; readonly release: string; readonly digest: string | null }[];
}

/** What asking a colour by name brought to light. */
export type IdentityFinding =
  /**
   * No listener answers for a colour by name. `word`: CodeDeploy's last success there, which is hearsay; null when a
   * later deployment failed or was stopped, or when CodeDeploy does not know.
   */
  | { readonly kind: 'unreachable'; readonly word: ReleaseRef | null }
  /** No target was healthy enough to ask. */
  | { readonly kind: 'no-targets' }
  | {
      readonly kind: 'asked';
      readonly instances: readonly InstanceIdentity[];
      /** Healthy targets that never answered. */
      readonly unseen: readonly string[];
      /** Bad answers, worded. */
      readonly troubles: readonly string[];
    };

export type AlarmFinding = readonly {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING';
}[];

/** Everything a gate may judge; gathered beforehand, so that a gate is pure. */
export interface GateFacts {
  readonly snapshot: Snapshot;
  readonly to: Color;
  /** The caller named the colour itself, instead of `idle`. */
  readonly named: boolean;
  /** What must run on `to`; null when nobody knows, and then all targets must at least agree. */
  readonly expected: ReleaseRef | null;
  readonly identity: IdentityFinding;
  readonly alarms: AlarmFinding;
}
