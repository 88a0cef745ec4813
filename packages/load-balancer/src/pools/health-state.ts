import type { TargetCause } from '../types.js';

export type CheckOutcome = { readonly passed: true } | { readonly passed: false; readonly cause: TargetCause };

export interface HealthState {
  readonly phase: 'initial' | 'healthy' | 'unhealthy';
  readonly cause: TargetCause;
  /** In a row, since the other outcome. */
  readonly passes: number;
  readonly failures: number;
}

export interface Thresholds {
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

const NO_CAUSE: TargetCause = { kind: 'none' };
export const REGISTERING: HealthState = { phase: 'initial', cause: { kind: 'registering' }, passes: 0, failures: 0 };

/**
 * The state after one check (contract B1): the first pass of a new target is enough, coming back from unhealthy takes
 * the healthy threshold, and failures in a row reach the unhealthy threshold from initial as from healthy.
 */
export function afterCheck(state: HealthState, outcome: CheckOutcome, thresholds: Thresholds): HealthState {
  if (outcome.passed) {
    const passes = state.passes + 1;
    const recovered = state.phase !== 'unhealthy' || passes >= thresholds.healthyThreshold;
    if (recovered) return { phase: 'healthy', cause: NO_CAUSE, passes, failures: 0 };
    return { ...state, passes, failures: 0 };
  }
  const failures = state.failures + 1;
  if (state.phase === 'unhealthy' || failures >= thresholds.unhealthyThreshold) {
    return { phase: 'unhealthy', cause: outcome.cause, passes: 0, failures };
  }
  return { ...state, passes: 0, failures };
}

/** A target whose first check has begun. */
export function checking(state: HealthState): HealthState {
  return state.cause.kind === 'registering' ? { ...state, cause: { kind: 'first-checks' } } : state;
}
