import { setTimeout as pause } from 'node:timers/promises';

/** Waits for real sockets to bring the condition about; rejects with `what` after the deadline (real ms). */
export async function until(condition: () => boolean, what: string, deadlineMs = 20_000): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited too long for ${what}`);
    await pause(1);
  }
}
