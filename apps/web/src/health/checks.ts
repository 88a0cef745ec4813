import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '../identity.js';
import type { WorkerRegistry } from '../worker-registry.js';
import type { HealthCheck } from './check.js';

/** The log folder takes writes: a full disk shows here before it shows to customers. */
export function logFolderWritable(home: string, worker: number): HealthCheck {
  return {
    name: 'log-folder',
    async run(signal) {
      const file = join(home, 'logs', `.write-check-${worker}`);
      await writeFile(file, 'ok', { signal });
      await rm(file, { force: true });
      return 'writable';
    },
  };
}

/** Every worker that PM2 should run on this host is up, and on this very release. */
export function workersAgree(identity: Identity, registry: WorkerRegistry, expected: number): HealthCheck {
  return {
    name: 'workers',
    run() {
      const workers = registry.list();
      const others = workers.filter((each) => each.release !== identity.release || each.digest !== identity.digest);
      if (others.length > 0) {
        const named = others.map((each) => `${each.worker} runs ${each.release}`).join(', ');
        return Promise.reject(new Error(`workers disagree: ${named}, this one runs ${identity.release}`));
      }
      if (workers.length < expected) {
        return Promise.reject(new Error(`${workers.length} of ${expected} workers are up`));
      }
      return Promise.resolve(`${workers.length} of ${expected} on ${identity.release}`);
    },
  };
}
