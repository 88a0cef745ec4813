import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';

/** Where a staging host is, and how to get in. */
export interface StagingAccess {
  readonly server: string;
  readonly privateKey: string;
  readonly knownHosts?: string;
}

type Surroundings = Pick<CliContext, 'environment' | 'directory'>;

/**
 * The guide's variables. Key and known hosts may be given as text, or as the path of a file, which is what GitLab makes
 * of a variable of the type File. The key is never a flag: a command line can be read by every process of the machine.
 *
 * @throws CONFIG_MISSING, CONFIG_INVALID.
 */
export async function readStagingAccess(around: Surroundings, flag: string | undefined): Promise<StagingAccess> {
  const { STAGING_SERVER, STAGING_SSH_PRIVATE_KEY, STAGING_KNOWN_HOSTS } = around.environment;
  const server = flag ?? STAGING_SERVER;
  if (!server) throw await missing('No staging server is named.', 'Set STAGING_SERVER, or give --server user@host.');
  if (!STAGING_SSH_PRIVATE_KEY) {
    const next = 'Set it to the text of the key or to the path of its file; it is never taken from a flag.';
    throw await missing('STAGING_SSH_PRIVATE_KEY is not set.', next);
  }
  const privateKey = await textOf(around, 'STAGING_SSH_PRIVATE_KEY', STAGING_SSH_PRIVATE_KEY, /-----BEGIN /);
  if (!STAGING_KNOWN_HOSTS) return { server, privateKey };
  // A line of known_hosts has spaces between its parts.
  const knownHosts = await textOf(around, 'STAGING_KNOWN_HOSTS', STAGING_KNOWN_HOSTS, /\S\s+\S+\s+\S/);
  return { server, privateKey, knownHosts };
}

async function textOf({ directory }: Surroundings, name: string, value: string, isText: RegExp): Promise<string> {
  if (isText.test(value)) return value;
  const file = value.startsWith('~/') ? resolve(homedir(), value.slice(2)) : resolve(directory, value);
  try {
    return await readFile(file, 'utf8');
  } catch {
    const { BlueGreenError } = await import('@bluegreen/sdk');
    // Not quoted: half a key that was pasted badly must not be printed.
    const next = 'Give the whole text, or the path of a file that this user may read.';
    throw new BlueGreenError(
      'CONFIG_INVALID',
      `${name} holds neither the text that it should nor a file's path.`,
      next,
    );
  }
}

async function missing(message: string, next: string): Promise<Error> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  return new BlueGreenError('CONFIG_MISSING', message, next);
}
