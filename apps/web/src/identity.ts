import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What this process is: the release it runs and the place it runs in. */
export interface Identity {
  readonly release: string;
  readonly commit: string | null;
  /** Content digest of the deployed bundle; null outside a deployment. */
  readonly digest: string | null;
  readonly color: string;
  readonly instance: string;
  /** PM2's number of this worker, from 0. */
  readonly worker: number;
}

/**
 * Reads `<home>/run/identity.json`, which the AfterInstall hook writes, and the worker number that PM2 gives.
 * Without that file (on a developer's machine) the identity says so instead of guessing.
 */
export function readIdentity(home: string, environment: NodeJS.ProcessEnv): Identity {
  const worker = Number(environment['NODE_APP_INSTANCE'] ?? 0);
  const recorded = readJson(join(home, 'run', 'identity.json'));
  return {
    release: text(recorded['release']) ?? 'development',
    commit: text(recorded['commit']),
    digest: text(recorded['digest']),
    color: text(recorded['color']) ?? 'none',
    instance: text(recorded['instance']) ?? 'local',
    worker,
  };
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
