import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Sends a signal to every process of a group; false when none is left. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    // EPERM: members that have become another user are still alive, only out of reach.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const graceMs = 5_000;
const pollMs = 20;

/** SIGTERM to the whole group and, when some of it is still there after five seconds, SIGKILL. */
export async function endGroup(group: number): Promise<void> {
  signalGroup(group, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  while (signalGroup(group, 0) && !isOnlyZombies(group)) {
    if (performance.now() >= deadline) {
      signalGroup(group, 'SIGKILL');
      return;
    }
    await delay(pollMs);
  }
}

/** Ended children whose parent is gone count as members until init collects them, which in a container can take long. */
function isOnlyZombies(group: number): boolean {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .every((pid) => !isLivingMember(pid, group));
  } catch {
    return false;
  }
}

function isLivingMember(pid: string, group: number): boolean {
  try {
    // The name in parentheses may hold anything; state, parent and group follow it.
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , itsGroup] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return Number(itsGroup) === group && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
