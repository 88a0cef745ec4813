import { setTimeout as delay } from 'node:timers/promises';

export interface Waiting {
  readonly signal: AbortSignal;
}

const EVERY_MS = 100;
const AT_MOST_MS = 180_000;

/** Asks again and again until there is an answer. Real time. @throws Error naming what did not come about in three minutes */
export async function poll<Answer>(
  { signal }: Waiting,
  what: string,
  ask: () => Promise<Answer | null>,
): Promise<Answer> {
  const deadline = performance.now() + AT_MOST_MS;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${AT_MOST_MS / 1000} s in vain for ${what}.`);
    await delay(EVERY_MS, undefined, { signal });
  }
}
