import type { CallsSince } from '../call-log.js';
import type { FaultBook, FaultRule, FaultStatus, HeldCall } from '../faults/index.js';

/** Making things go wrong in a sandbox, and watching it. */
export interface FaultControl {
  /** Arms a fault. @throws FaultRefused with everything that is wrong with the rule */
  addFault(rule: FaultRule): FaultStatus;
  faults(): readonly FaultStatus[];
  /** Forgets one or all; held calls go on, agents come back. How many there were. */
  clearFaults(id?: string): number;
  /** Lets the calls that a `hold` keeps go on; how many there were. */
  releaseHeld(id: string): number;
  /** The first call that this `hold` keeps, now or later. */
  nextHeld(id: string, signal: AbortSignal): Promise<HeldCall>;
  /** Calls after the first `count`. */
  callsSince(count: number): CallsSince;
  /** Makes what S3 stores `ms` older, as leases see it; `where` is text in the keys. How many objects there were. */
  advanceClock(ms: number, where?: string): number;
}

export function faultControl(
  book: FaultBook,
  callsSince: (count: number) => CallsSince,
  ageObjects: (ms: number, where?: string) => number,
): FaultControl {
  return {
    addFault: (rule) => book.add(rule),
    faults: () => book.list(),
    clearFaults: (id) => book.clear(id),
    releaseHeld: (id) => book.release(id),
    nextHeld: (id, signal) => book.nextHeld(id, signal),
    callsSince,
    advanceClock: ageObjects,
  };
}
