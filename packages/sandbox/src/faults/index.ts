/**
 * Faults on purpose: what can go wrong with a call or an instance, when, how often, and for whom.
 *
 * Known limits: a `stale` read of an RPC service answers what the same question was answered before, so it has to have
 * been asked once; in S3 it needs a bucket with versions. `hook-*` reach hooks that run under bash. `disk-full` strikes
 * the download of the bundle alone.
 */
export { createAnswerMemory } from './answer-memory.js';
export { NoAnswer, type CallFacts } from './call-facts.js';
export { carryOut, type Interference } from './carry-out.js';
export type { Fault, FaultRule, FaultStatus, HeldCall } from './fault.js';
export { createFaultBook, type FaultBook, type MetFault } from './fault-book.js';
export type { FaultyHost } from './hosts/faulty-host.js';
export { noSpaceLeft } from './hosts/disk-full.js';
export { handleRawWithFaults } from './handle-raw-with-faults.js';
export { knownOperations } from './known-operations.js';
export { FaultRefused } from './parse-fault.js';
export { withhold } from './withhold.js';
