import type { EnvironmentLock, RunningOperation } from '../domain/environment.js';
import type { BlueGreenError } from '../domain/errors.js';
import { say, toldError } from '../narration/say.js';

export function leaseHeld(running: RunningOperation): BlueGreenError {
  const { id, owner, surface, verb, since, reason, fencing, expired } = running;
  const evidence = [`operation ${id}, reason: ${reason}, fencing ${fencing}`];
  const who = { owner, surface, verb, since };
  return expired
    ? toldError('LEASE_HELD', say('lease.unfinished', who), say('lease.unfinished.next'), { evidence })
    : toldError('LEASE_HELD', say('lease.held', who), say('lease.held.next', { id }), { evidence });
}

export function leaseLocked({ id, owner, surface, since, reason }: EnvironmentLock): BlueGreenError {
  const told = say('lease.locked', { owner, surface, since, reason });
  return toldError('LEASE_LOCKED', told, say('lease.locked.next'), { evidence: [`lock ${id}`] });
}

export function leaseLost(): BlueGreenError {
  return toldError('LEASE_LOST', say('lease.lost'), say('lease.lost.next'));
}

export function nobodyHolds(): BlueGreenError {
  return toldError('USAGE_INVALID', say('lease.nobody'), say('lease.nobody.next'));
}
