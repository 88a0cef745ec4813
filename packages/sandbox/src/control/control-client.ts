import type { CallsSince } from '../call-log.js';
import { FaultRefused, type FaultRule, type FaultStatus } from '../faults/index.js';
import type { SandboxStatus } from '../sandbox-status.js';
import type { TokenRequest } from '../services/sts/index.js';
import { CONTROL_HEADER } from './control-endpoint.js';

/** What another process may ask of a running sandbox. Each rejects when nothing answers at the endpoint. */
export interface SandboxControl {
  status(): Promise<SandboxStatus>;
  environment(): Promise<Record<string, string>>;
  /** Arms a fault. @throws FaultRefused with everything that is wrong with the rule */
  addFault(rule: FaultRule): Promise<FaultStatus>;
  faults(): Promise<readonly FaultStatus[]>;
  /** Forgets one or all; how many there were. @throws FaultRefused when there is none of that name */
  clearFaults(id?: string): Promise<number>;
  /** Lets the calls that a `hold` keeps go on; how many there were. */
  releaseHeld(id: string): Promise<number>;
  /** Calls after the first `count`. */
  callsSince(count: number): Promise<CallsSince>;
  /** Makes what S3 stores `ms` older, as leases see it; `where` is text in the keys. How many objects there were. */
  advanceClock(ms: number, where?: string): Promise<number>;
  /** A signed token for AssumeRoleWithWebIdentity. @throws RangeError that says what is wrong with the request */
  mintIdentityToken(request: TokenRequest): Promise<string>;
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
  const change = async (
    method: 'POST' | 'DELETE',
    path: string,
    body?: object,
    refused: (problems: readonly string[]) => Error = (problems) => new FaultRefused(problems),
  ): Promise<unknown> => {
    const answer = await fetch(`${endpoint}/_bluegreen/${path}`, {
      ...{ method, headers: { [CONTROL_HEADER]: '1' }, signal: AbortSignal.timeout(ANSWER_MS) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const value = (await answer.json()) as { readonly problems?: readonly string[] };
    if (!answer.ok) throw refused(value.problems ?? [`HTTP ${answer.status}`]);
    return value;
  };
  return {
    async addFault(rule) {
      const { faults } = (await change('POST', 'faults', rule)) as { faults: readonly [FaultStatus] };
      return faults[0];
    },
    faults: async () => ((await get('faults')) as { faults: readonly FaultStatus[] }).faults,
    async clearFaults(id) {
      const path = id === undefined ? 'faults' : `faults/${encodeURIComponent(id)}`;
      return ((await change('DELETE', path)) as { cleared: number }).cleared;
    },
    releaseHeld: async (id) =>
      ((await change('POST', `release/${encodeURIComponent(id)}`)) as { released: number }).released,
    callsSince: async (count) => (await get(`calls?since=${count}`)) as CallsSince,
    advanceClock: async (ms, where) =>
      ((await change('POST', 'clock/advance', { ms, where })) as { aged: number }).aged,
    async mintIdentityToken(request) {
      const refused = (problems: readonly string[]) => new RangeError(problems.join('; '));
      return ((await change('POST', 'oidc/token', request, refused)) as { token: string }).token;
    },
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
