import type { UpstreamConnection } from '../traffic/upstream-connection.js';
import type { TargetAddress, TargetCause, TargetPhase } from '../types.js';
import { REGISTERING, type HealthState } from './health-state.js';

/** One registered target while it runs. */
export interface Target {
  readonly address: TargetAddress;
  phase: TargetPhase;
  cause: TargetCause;
  health: HealthState;
  /** Came with the first targets of an empty pool: no slow start (contract B5). */
  amongFirst: boolean;
  /** Part of a full share, 0 to 1; below 1 only during slow start. */
  share: number;
  /** Running balance of the smooth weighted rotation. */
  credit: number;
  outstanding: number;
  /** Open connections without a request; the last one is used first. */
  readonly idle: UpstreamConnection[];
  readonly open: Set<UpstreamConnection>;
  stopChecks: () => void;
  stopRamp: () => void;
  stopDrain: () => void;
}

const NOTHING = (): void => undefined;

export function newTarget(address: TargetAddress, amongFirst: boolean): Target {
  return {
    address,
    phase: 'unused',
    cause: { kind: 'not-referenced' },
    health: REGISTERING,
    amongFirst,
    share: 1,
    credit: 0,
    outstanding: 0,
    idle: [],
    open: new Set(),
    stopChecks: NOTHING,
    stopRamp: NOTHING,
    stopDrain: NOTHING,
  };
}

export function keyOf(address: TargetAddress): string {
  return `${address.id}:${address.port}`;
}

/** May get requests, if only by failing open. */
export function isRegistered(target: Target): boolean {
  return target.phase === 'initial' || target.phase === 'healthy' || target.phase === 'unhealthy';
}
