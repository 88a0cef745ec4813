import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LedgerEntry } from './ledger.js';
import type { LoadOptions, RunningLoad } from './start-load.js';

/**
 * The load of the shipped app's lanes, in a thread of its own.
 * @param script the compiled `load-worker`; a bundler puts it where it likes, so the caller says where.
 */
export function startLoadThread(script: string, options: LoadOptions): RunningLoad {
  const worker = new Worker(script, { workerData: options });
  // Listened for from the start: a thread that dies unheard ends the whole program.
  const died = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  died.catch(() => undefined);
  return {
    async stop() {
      worker.postMessage('stop');
      const [ledger] = (await Promise.race([once(worker, 'message'), died])) as [LedgerEntry[]];
      await worker.terminate();
      return ledger;
    },
  };
}
