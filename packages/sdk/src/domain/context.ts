import type { Clock } from './clock.js';
import type { EnvironmentConfig } from './environment.js';
import type { Alarms, Artifacts, Capacity, Deployments, Documents, Metrics, Probe, Targets, Traffic } from './ports.js';

/** Who acts, for lease, journal and audit. */
export interface Actor {
  /** Such as `ci:pipeline/4711` or `jane@laptop`. */
  readonly owner: string;
  /** Such as `cli`, `slack`, `console`, `sdk`. */
  readonly surface: string;
  /** Where the request stands, such as a Slack permalink or the URL of a CI job. */
  readonly link?: string;
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
  readonly metrics: Metrics;
  readonly probe: Probe;
  readonly clock: Clock;
  readonly actor: Actor;
  /** Stops every wait; an operation that has shifted traffic puts it back first. */
  readonly signal?: AbortSignal;
  /** How long the lease lasts without renewal, in ms; it is renewed four times as often. Default one minute. */
  readonly leaseMs?: number;
  /** The identifier and start that an idempotency key has reserved for the operation. */
  readonly reserved?: {
    readonly id: string;
    readonly startedAtMs: number;
    /** To be told when the command comes down to bringing another operation's entry to its end. */
    readonly settled?: (entry: string) => void;
  };
  /** Random identifiers; injected so that tests are repeatable. */
  readonly newId: () => string;
}
