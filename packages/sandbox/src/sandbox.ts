import { createCallLog, type CallLog, type LoggedCall } from './call-log.js';
import { controlEndpoint } from './control/control-endpoint.js';
import { faultControl, type FaultControl } from './control/fault-control.js';
import { identityControl, type IdentityControl } from './control/identity-control.js';
import { createFaultBook, knownOperations, type FaultBook } from './faults/index.js';
import { layFoundation, type Foundation } from './foundation.js';
import { startGateway, type Gateway } from './gateway.js';
import { openedThings, type Opened } from './opened.js';
import { lookAgain, prepareEnvironment, type Environment } from './prepare-environment.js';
import { checkOptions, DEFAULTS, type SandboxOptions } from './sandbox-options.js';
import { statusOf } from './sandbox-report.js';
import type { SandboxStatus } from './sandbox-status.js';
import { removeSandboxFile, writeSandboxFile } from './state/sandbox-file.js';
import { environmentVariables } from './topology/environment.js';
import { trustFile } from './topology/trust-file.js';
import { SHIPPED } from './topology/names.js';
import { wire, type Wired } from './wiring.js';

export type { SandboxOptions } from './sandbox-options.js';

/** A running local AWS. */
export interface Sandbox extends FaultControl, Pick<IdentityControl, 'mintIdentityToken'> {
  /** `http://127.0.0.1:PORT`: the endpoint of every service. */
  readonly endpoint: string;
  readonly stateDir: string;
  /** Variables for any AWS client and for `bluegreen`. */
  environment(): Record<string, string>;
  status(): Promise<SandboxStatus>;
  /** This folder, such as that of a log, goes with the sandbox however it ends, even by kill -9. */
  takeAlong(folder: string): void;
  /** Calls that clients made, oldest first. */
  calls(): readonly LoggedCall[];
  /** Ends every process; resolves once none is left. Calling it again waits for the same end. */
  stop(): Promise<void>;
  /** Resolves once the sandbox has stopped, whoever asked for it; an abort of the signal asks for it. */
  ended(signal?: AbortSignal): Promise<void>;
}

/**
 * Starts the sandbox, or goes on with what `stateDir` holds. Resolves once it is ready: with the app on both colours and
 * BLUE live, unless `empty`. When it cannot, or is aborted, everything is ended again before the error is thrown.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkOptions(options);
  const opened = openedThings();
  try {
    const foundation = await layFoundation(options, opened);
    return await raise(options, foundation, opened);
  } catch (error) {
    await opened.closeAll().catch((failure: unknown) => {
      throw new AggregateError([error, failure], 'The sandbox did not start, and did not close cleanly either.');
    });
    throw error;
  }
}

/** The environment once it is there; the gateway answers before that. */
interface Progress {
  environment?: Environment;
  finished: boolean;
}

async function raise(options: SandboxOptions, foundation: Foundation, opened: Opened): Promise<Sandbox> {
  const { sandboxId, watchdogPid, stateDir, clock } = foundation;
  const say = options.onProgress ?? (() => undefined);
  const progress: Progress = { finished: false };
  const ending = oneEnd(opened);
  const signal = AbortSignal.any([ending.stopping, ...(options.signal ? [options.signal] : [])]);
  const book: FaultBook = createFaultBook({
    now: () => clock.now(),
    known: () => knownOperations(services.all),
    hosts: () => services.hosts.faulty(),
  });
  const log = createCallLog();
  const services: Wired = wireUp(options, foundation, book, log);
  opened.later(() => services.close());
  if (options.throttling === 'published') book.add({ kind: 'published-rates', id: 'published-rates' });

  const startedAt = new Date(clock.now()).toISOString();
  const timeScale = options.timeScale ?? DEFAULTS.timeScale;
  const environmentNow = async () => {
    if (progress.environment) progress.environment = await lookAgain(services, foundation, progress.environment);
    return progress.environment;
  };
  const status = async () => {
    const known = { id: sandboxId, watchdogPid, endpoint: gateway.endpoint, stateDir, startedAt, timeScale };
    return statusOf({ ...known, services, built: await environmentNow(), ready: progress.finished });
  };
  const environment = () => {
    if (!progress.environment) throw new Error('The sandbox is still being built.');
    return environmentVariables({
      endpoint: gateway.endpoint,
      keyPair: foundation.keyPair,
      trust: trustFile(stateDir, services.authority()),
      ...progress.environment,
    });
  };
  const calls = () => gateway.calls();
  const faulty = faultControl(
    book,
    (count) => gateway.callsSince(count),
    (ms, where) => services.ageObjects(ms, where),
  );
  const identity = identityControl(services.issuer, () => gateway.endpoint);
  const control = controlEndpoint({
    ...faulty,
    ...identity,
    status,
    environment: async () => {
      await environmentNow();
      return environment();
    },
    calls,
    stop: () => void ending.stop(),
  });
  const gateway: Gateway = await startGateway({
    ...{ services: services.all, credentials: foundation.credentials, clock, control, faults: book },
    ...{ authorizer: services.authorizer, log },
    ...{ port: options.port ?? DEFAULTS.port, account: SHIPPED.account, region: SHIPPED.region },
  });
  opened.later(() => gateway.close());
  await writeSandboxFile(stateDir, { id: sandboxId, pid: process.pid, endpoint: gateway.endpoint, startedAt });
  opened.later(() => removeSandboxFile(stateDir));
  await foundation.letGoOfStart();
  say(`AWS answers at ${gateway.endpoint}`);

  const prepared = prepareEnvironment({ ...options, signal }, foundation, services, (known) => {
    progress.environment = known;
  });
  progress.environment = await orItsReason(signal, prepared);
  progress.finished = true;
  const { stop, ended } = ending;
  const { takeAlong } = foundation;
  return {
    ...faulty,
    ...identity,
    endpoint: gateway.endpoint,
    stateDir,
    environment,
    status,
    calls,
    takeAlong,
    stop,
    ended,
  };
}

/** Work that is cut off fails with whatever it met first, or ends unaware; the caller is told why it was cut off. */
async function orItsReason<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const [outcome] = await Promise.allSettled([work]);
  signal.throwIfAborted();
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

function wireUp(options: SandboxOptions, foundation: Foundation, faults: FaultBook, log: CallLog): Wired {
  return wire({
    ...foundation,
    ...{ faults, log },
    iam: options.iam ?? DEFAULTS.iam,
    workers: options.workers ?? DEFAULTS.workers,
    nginx: options.nginx ?? false,
    onProblem: options.onProgress ?? (() => undefined),
  });
}

/** Stops once, whoever asks, and lets anyone wait for it; `stopping` tells a start that is still under way. */
function oneEnd(opened: Opened): Pick<Sandbox, 'stop' | 'ended'> & { readonly stopping: AbortSignal } {
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;
  let announce: (end: Promise<void>) => void;
  const end = new Promise<void>((resolve) => (announce = resolve));
  const stop = () => {
    stopping.abort(new Error('The sandbox was stopped while it was starting.'));
    stopped ??= opened.closeAll();
    announce(stopped);
    return stopped;
  };
  return {
    stop,
    stopping: stopping.signal,
    async ended(signal) {
      if (signal?.aborted) return stop();
      const onAbort = () => void stop();
      signal?.addEventListener('abort', onAbort, { once: true });
      await end;
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
