import type { CallFacts, Client } from './call-facts.js';
import type { Moment } from './fault.js';
import type { MetFault } from './fault-book.js';

/** Lets the faults of one moment do their harm, in the order they were armed. */
export async function disturb(
  met: readonly MetFault[],
  moment: Moment,
  call: CallFacts,
  client: Client,
): Promise<void> {
  for (const one of met) if (one.fault.moment === moment) await one.disturb(call, client);
}

/** Whether the read at hand is to answer what was so before the last change. */
export function isStale(met: readonly MetFault[]): boolean {
  return met.some(({ fault }) => fault.kind === 'stale');
}

/** The work of a call with the harm around it; a failing call has an "after" too. */
export async function interfere<Output>(
  met: readonly MetFault[],
  call: CallFacts,
  client: Client,
  effect: () => Output | Promise<Output>,
): Promise<Output> {
  if (met.length === 0) return effect();
  await disturb(met, 'before', call, client);
  const [outcome] = await Promise.allSettled([Promise.resolve().then(effect)]);
  await disturb(met, 'after', call, client);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
