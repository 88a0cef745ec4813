import { startSandbox, type Sandbox } from '@bluegreen/sandbox';
import { BlueGreen } from '@bluegreen/sdk';
import type { LoadOptions, RunningLoad } from '@bluegreen/steady-load';
import { bareEnvironment } from './bare-environment.js';
import { startCli, type CliEnd, type CliProcess } from './cli-process.js';
import { createObserver, type World } from './observe.js';

export interface RigOptions {
  /** The `bluegreen` program. */
  readonly cli: string;
  /** The app's revision folder. */
  readonly app: string;
  /** Starts the independent clients. */
  readonly startLoad: (options: LoadOptions) => RunningLoad;
  readonly say?: (line: string) => void;
  /** How hard the clients work. Default: lightly. */
  readonly rate?: Pick<LoadOptions, 'ratePerClient' | 'clientsPerLane'>;
  /** More variables for every process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Key pairs to accept beside the sandbox's own, so that the call log tells processes apart. */
  readonly keyPairs?: readonly KeyPair[];
}

export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A sandbox under load, the real command line, and an observer who trusts neither. */
export interface Rig {
  readonly sandbox: Sandbox;
  readonly environment: NodeJS.ProcessEnv;
  readonly app: string;
  start(words: readonly string[], more?: NodeJS.ProcessEnv): CliProcess;
  /** Runs the command line to its end. */
  run(...words: string[]): Promise<CliEnd>;
  /** The same; throws with all it printed unless it ends with 0. */
  must(...words: string[]): Promise<CliEnd>;
  observe(entries?: number): Promise<World>;
  /** The SDK in this process, for what is prepared and not on trial. */
  readonly bluegreen: BlueGreen;
  readonly load: RunningLoad;
  stop(): Promise<void>;
}

/** Few and small, so that what is measured is the engine and not this machine. */
const SMALL = { port: 0, instances: 1, workers: 1, timeScale: 60 } as const;
const LOAD = { ratePerClient: 4, clientsPerLane: 1, deadlineMs: 10_000 } as const;
const CLI_DEADLINE_MS = 120_000;

export async function startRig(options: RigOptions): Promise<Rig> {
  const sandbox = await startSandbox({ ...SMALL, app: options.app, credentials: options.keyPairs });
  try {
    return await around(sandbox, options);
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

function stoppedOnce(load: RunningLoad): RunningLoad {
  let stopped: ReturnType<RunningLoad['stop']> | undefined;
  return { stop: () => (stopped ??= load.stop()) };
}

async function around(sandbox: Sandbox, options: RigOptions): Promise<Rig> {
  const variables = sandbox.environment();
  const environment = { ...bareEnvironment(), ...variables, ...options.variables };
  const observer = await createObserver(variables);
  const bluegreen = await BlueGreen.connect({ env: environment, cwd: '/', surface: 'lab' });
  const { productionUrl } = await sandbox.status();
  const load = stoppedOnce(options.startLoad({ url: productionUrl!, ...LOAD, ...options.rate }));
  const start = (words: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    startCli({ program: options.cli, words, environment: { ...environment, ...more }, deadlineMs: CLI_DEADLINE_MS });
  const run = (...words: string[]) => start(words).ended;
  return {
    ...{ sandbox, environment, load, start, run, bluegreen, app: options.app },
    observe: (entries) => observer.observe(entries),
    async must(...words) {
      const end = await run(...words);
      if (end.code === 0) return end;
      throw new Error(`bluegreen ${words.join(' ')} ended with ${end.code ?? end.signal}:\n${end.stdout}${end.stderr}`);
    },
    async stop() {
      sandbox.clearFaults();
      observer.close();
      bluegreen.close();
      await load.stop();
      await sandbox.stop();
    },
  };
}
