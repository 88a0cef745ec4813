import type { EnvironmentLock, RunningOperation } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';

export function leaseHeld(running: RunningOperation): BlueGreenError {
  const evidence = [`operation ${running.id}, reason: ${running.reason}, fencing ${running.fencing}`];
  if (running.expired) return unfinished(running, evidence);
  return new BlueGreenError(
    'LEASE_HELD',
    `${running.owner} (${running.surface}) is running "${running.verb}" since ${running.since}.`,
    `Wait for it to end: \`bluegreen attach ${running.id}\` follows it. A lease whose owner died frees itself within a minute.`,
    { evidence },
  );
}

function unfinished(running: RunningOperation, evidence: readonly string[]): BlueGreenError {
  return new BlueGreenError(
    'LEASE_HELD',
    `"${running.verb}" by ${running.owner} (${running.surface}) since ${running.since} was never finished.`,
    'Finish it with `bluegreen resume`, or take it back with `bluegreen resume --unwind`.',
    { evidence },
  );
}

export function leaseLocked(lock: EnvironmentLock): BlueGreenError {
  return new BlueGreenError(
    'LEASE_LOCKED',
    `${lock.owner} (${lock.surface}) has locked this environment since ${lock.since}: ${lock.reason}`,
    'Ask whoever locked it; `bluegreen unlock` frees it. A rollback is allowed all the same.',
    { evidence: [`lock ${lock.id}`] },
  );
}

export function leaseLost(): BlueGreenError {
  return new BlueGreenError(
    'LEASE_LOST',
    'Another operation took over this environment while this one was stopped or cut off.',
    'Run `bluegreen status` to see who works on it, and `bluegreen history` for how it ended; then try again.',
  );
}
