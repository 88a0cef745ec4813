import { setTimeout as delay } from 'node:timers/promises';

/** A process that was killed shows no trace in the process list some milliseconds before its sockets are closed. */
const PATIENCE_MS = 1_000;
const EVERY_MS = 25;

/** Tries again for a second while a former address is still taken. Real time. */
export async function insist<Outcome>(attempt: () => Promise<Outcome | 'taken'>): Promise<Outcome | 'taken'> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const outcome = await attempt();
    if (outcome !== 'taken' || performance.now() > deadline) return outcome;
    await delay(EVERY_MS);
  }
}
