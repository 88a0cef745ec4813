import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAddresses, type AddressesState, type SandboxAddresses } from './addresses/address-book.js';
import { scaledClock, type SandboxClock } from './clock.js';
import type { Opened } from './opened.js';
import { DEFAULTS, type SandboxOptions } from './sandbox-options.js';
import { createCredentialBook, DEFAULT_KEY_PAIR, type CredentialBook, type KeyPair } from './signature/credentials.js';
import { liveSandbox } from './state/sandbox-file.js';
import { claimFolder } from './state/claim-folder.js';
import { forgetUnfinished } from './state/forget-unfinished.js';
import { forgetfulState, openStateFolder, type StateFolder } from './state/state-folder.js';
import { startWatchdog } from './supervision/watchdog.js';
import { SHIPPED } from './topology/names.js';

/** What a sandbox stands on before any service runs. */
export interface Foundation {
  readonly sandboxId: string;
  readonly watchdogPid: number;
  readonly stateDir: string;
  readonly state: StateFolder;
  readonly clock: SandboxClock;
  readonly addresses: SandboxAddresses;
  readonly credentials: CredentialBook;
  /** The pair that `environment()` gives. */
  readonly keyPair: KeyPair;
  /** This folder, too, goes with the sandbox however it ends, even by kill -9. */
  readonly takeAlong: (folder: string) => void;
  /** To be called once the sandbox file tells others that the state folder is taken. */
  readonly letGoOfStart: () => Promise<void>;
}

export async function layFoundation(options: SandboxOptions, opened: Opened): Promise<Foundation> {
  const sandboxId = randomUUID();
  const stateDir = await openFolder(options.stateDir);
  const letGoOfStart = await claimFolder(stateDir);
  opened.later(letGoOfStart);
  await refuseTaken(stateDir);
  // Opened before anything that runs and so closed after it: whatever a failed closer leaves, the watchdog kills.
  const watchdog = await startWatchdog({ sandboxId, stateDir, removeStateDir: options.stateDir === undefined });
  opened.later(() => watchdog.finish());

  await forgetUnfinished(stateDir);
  const state = options.stateDir === undefined ? forgetfulState : await openStateFolder(stateDir);
  const former = (await state.load('addresses')) as AddressesState | null;
  const addresses = createAddresses({ former: former ?? undefined, ownHosts: options.ownHosts });
  opened.later(() => addresses.close());
  const [keyPair = DEFAULT_KEY_PAIR, ...further] = options.credentials ?? [];
  return {
    ...{ sandboxId, watchdogPid: watchdog.pid, stateDir, state, addresses, keyPair, letGoOfStart },
    takeAlong: (folder) => watchdog.takeAlong(folder),
    clock: scaledClock(options.timeScale ?? DEFAULTS.timeScale),
    credentials: createCredentialBook({ account: SHIPPED.account, pairs: [keyPair, ...further] }),
  };
}

async function openFolder(given: string | undefined): Promise<string> {
  // The real path: processes are found by where they run, which the system tells without links.
  if (given === undefined) return realpath(await mkdtemp(join(tmpdir(), 'bluegreen-sandbox-')));
  try {
    await mkdir(given, { recursive: true, mode: 0o700 });
    return await realpath(given);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new RangeError(`stateDir: ${given} cannot be made or opened as a folder (${reason}).`, { cause: error });
  }
}

async function refuseTaken(stateDir: string): Promise<void> {
  const other = await liveSandbox(stateDir);
  if (other) {
    throw new RangeError(`stateDir: a sandbox runs in ${stateDir} already (process ${other.pid}, ${other.endpoint}).`);
  }
}
