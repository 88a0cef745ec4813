import type { Sandbox, SandboxOptions, SandboxStatus } from '@bluegreen/sandbox';
import type { SandboxModule } from '../commands/sandbox/load-sandbox.js';

export interface FakeSandbox extends SandboxModule {
  /** What each start was given. */
  readonly starts: SandboxOptions[];
  readonly running: boolean;
}

/** A sandbox that does nothing but be there; `refusal` is what starting one meets. */
export function fakeSandbox(options: { running?: boolean; refusal?: Error } = {}): FakeSandbox {
  let running = options.running ?? false;
  const starts: SandboxOptions[] = [];
  const stop = () => {
    running = false;
    return Promise.resolve();
  };
  const sandboxOn = (port: number): Sandbox => ({
    endpoint: `http://127.0.0.1:${port}`,
    stateDir: '/state',
    environment: () => ({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }),
    status: () => Promise.resolve(statusOn(port)),
    calls: () => [],
    stop,
    ended: (signal) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => void stop().then(resolve), { once: true })),
  });
  return {
    starts,
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
