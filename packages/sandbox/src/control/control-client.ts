import type { SandboxStatus } from '../sandbox-status.js';
import { CONTROL_HEADER } from './control-endpoint.js';

/** What another process may ask of a running sandbox. Each rejects when nothing answers at the endpoint. */
export interface SandboxControl {
  status(): Promise<SandboxStatus>;
  environment(): Promise<Record<string, string>>;
  /** Asks it to stop; resolves once none of its processes is left. */
  stop(signal?: AbortSignal): Promise<void>;
}

const ANSWER_MS = 5_000;
const STOP_MS = 60_000;
const POLL_MS = 50;

/** @param endpoint `http://127.0.0.1:PORT` */
export function controlOf(endpoint: string): SandboxControl {
  const get = async (name: string): Promise<unknown> => {
    const answer = await fetch(`${endpoint}/_bluegreen/${name}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (!answer.ok) throw new Error(`${endpoint} answers, but is no Bluegreen sandbox (HTTP ${answer.status}).`);
    return answer.json();
  };
  return {
    status: async () => (await get('status')) as SandboxStatus,
    environment: async () => (await get('env')) as Record<string, string>,
    async stop(signal) {
      const { pid, watchdogPid } = (await get('status')) as SandboxStatus;
      await fetch(`${endpoint}/_bluegreen/stop`, { method: 'POST', headers: { [CONTROL_HEADER]: '1' } });
      const deadline = Date.now() + STOP_MS;
      while ((await stillAnswers(endpoint)) || isAlive(watchdogPid)) {
        signal?.throwIfAborted();
        if (Date.now() > deadline)
          throw new Error(`The sandbox (process ${pid}) did not stop within ${STOP_MS / 1000} s.`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function stillAnswers(endpoint: string): Promise<boolean> {
  try {
    await fetch(`${endpoint}/_bluegreen/status`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch {
    return false;
  }
}
