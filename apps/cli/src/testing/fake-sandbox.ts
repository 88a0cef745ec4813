import type { FaultRule, FaultStatus, Sandbox, SandboxOptions, SandboxStatus } from '@bluegreen/sandbox';
import { rmSync } from 'node:fs';
import type { SandboxModule } from '../commands/sandbox/load-sandbox.js';

export interface FakeSandbox extends SandboxModule {
  /** What each start was given. */
  readonly starts: SandboxOptions[];
  readonly running: boolean;
  /** The rules of all faults that were asked for. */
  readonly rules: FaultRule[];
}

/** A sandbox that does nothing but be there; `refusal` is what starting one meets. */
export function fakeSandbox(options: { running?: boolean; refusal?: Error } = {}): FakeSandbox {
  let running = options.running ?? false;
  const starts: SandboxOptions[] = [];
  const rules: FaultRule[] = [];
  const faults = () => rules.map(faultOf);
  const addFault = (rule: FaultRule) => {
    if (rule.id === 'taken') throw Object.assign(new Error('there is a fault taken already'), { name: 'FaultRefused' });
    rules.push(rule);
    return faultOf(rule, rules.length - 1);
  };
  const clearFaults = (id?: string) => rules.splice(0, id === undefined ? rules.length : 1).length;
  const along: string[] = [];
  const stop = () => {
    running = false;
    for (const folder of along) rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  };
  const sandboxOn = (port: number): Sandbox => ({
    endpoint: `http://127.0.0.1:${port}`,
    stateDir: '/state',
    environment: () => ({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }),
    status: () => Promise.resolve(statusOn(port)),
    calls: () => [],
    takeAlong: (folder) => void along.push(folder),
    ...{ addFault, faults, clearFaults },
    releaseHeld: () => 1,
    nextHeld: () => Promise.reject(new Error('Nothing is held.')),
    callsSince: (next) => ({ calls: [], next }),
    advanceClock: () => 0,
    mintIdentityToken: ({ sub }) => Promise.resolve(`token-of-${sub}`),
    stop,
    ended: (signal) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => void stop().then(resolve), { once: true })),
  });
  return {
    starts,
    rules,
    get running() {
      return running;
    },
    startSandbox(given = {}) {
      starts.push(given);
      if (options.refusal !== undefined) return Promise.reject(options.refusal);
      running = true;
      given.onProgress?.('two instances of each colour run');
      return Promise.resolve(sandboxOn(given.port || 4570));
    },
    controlOf(endpoint) {
      const sandbox = sandboxOn(Number(new URL(endpoint).port));
      const answer = <Value>(value: Value) =>
        running ? Promise.resolve(value) : Promise.reject(new TypeError('fetch failed'));
      return {
        status: async () => answer(await sandbox.status()),
        environment: () => answer({ ...sandbox.environment(), NAME: "it's" }),
        addFault: async (rule) => answer(addFault(await Promise.resolve(rule))),
        faults: () => answer(faults()),
        clearFaults: (id) => answer(clearFaults(id)),
        releaseHeld: () => answer(1),
        callsSince: (next) => answer({ calls: [], next }),
        advanceClock: () => answer(0),
        mintIdentityToken: async (request) => answer(await sandbox.mintIdentityToken(request)),
        stop,
      };
    },
  };
}

function statusOn(port: number): SandboxStatus {
  const instance = { state: 'running', health: 'healthy' };
  return {
    id: 'test',
    pid: 4711,
    endpoint: `http://127.0.0.1:${port}`,
    stateDir: '/state',
    startedAt: '2026-01-05T03:00:00.000Z',
    timeScale: 10,
    ready: true,
    instances: [
      { id: 'i-1', color: 'blue', address: '127.0.1.1:80', ...instance },
      { id: 'i-2', color: null, address: '127.0.1.2:80', ...instance },
    ],
    listeners: [],
    productionUrl: 'http://127.0.0.1:8000',
    testUrl: null,
    memory: { residentBytes: 1 },
  };
}

function faultOf(rule: FaultRule, index: number): FaultStatus {
  const defaults = { id: `fault-${index + 1}`, skip: 0, count: 1, probability: 1, seed: 1, where: null };
  const call = { target: 'call', service: '*', operation: '*', moment: 'before', code: null, status: null, ms: null };
  return { ...defaults, ...call, ...rule, acted: 0, met: 0, armed: true, held: [] } as FaultStatus;
}
