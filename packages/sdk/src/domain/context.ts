import type { Clock } from './clock.js';
import type { EnvironmentConfig } from './environment.js';
import type { Alarms, Artifacts, Capacity, Deployments, Documents, Probe, Targets, Traffic } from './ports.js';

/** Who acts, for lease, journal and audit. */
export interface Actor {
  /** Such as `ci:pipeline/4711` or `jane@laptop`. */
  readonly owner: string;
  /** Such as `cli`, `slack`, `console`, `sdk`. */
  readonly surface: string;
}

/** All that an operation may use. */
export interface OperationContext {
  readonly config: EnvironmentConfig;
  readonly traffic: Traffic;
  readonly targets: Targets;
  readonly capacity: Capacity;
  readonly deployments: Deployments;
  readonly artifacts: Artifacts;
  readonly alarms: Alarms;
  readonly documents: Documents;
  readonly probe: Probe;
  readonly clock: Clock;
  readonly actor: Actor;
  /** Stops every wait; an operation that has shifted traffic puts it back first. */
  readonly signal?: AbortSignal;
  /** Random identifiers; injected so that tests are repeatable. */
  readonly newId: () => string;
}
