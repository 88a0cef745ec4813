import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessStart {
  command: string;
  args: string[];
  workingDirectory: string;
  environment: Record<string, string>;
}

const busyTries = 40;
const busyPauseMs = 25;

/**
 * Starts a process in its own group, with nothing on stdin. Rejects with the system's error when it cannot be started.
 * A script that was just unpacked can be "busy": another child that is being started at this moment still holds the
 * descriptor it was written through. That passes within moments.
 */
export async function startProcess(start: ProcessStart): Promise<ChildProcess> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await spawned(start);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ETXTBSY' || tries >= busyTries) throw error;
      await delay(busyPauseMs);
    }
  }
}

function spawned({ command, args, workingDirectory, environment }: ProcessStart): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: workingDirectory,
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.once('error', reject);
    child.once('spawn', () => {
      child.off('error', reject);
      resolve(child);
    });
  });
}
