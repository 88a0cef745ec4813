import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Candidate } from './candidates.js';

/** The region of the AWS profile in use, as the standard credential chain would read it; undefined when it has none. */
export async function profileRegion(env: NodeJS.ProcessEnv): Promise<Candidate | undefined> {
  const profile = env['AWS_PROFILE'] || 'default';
  const path = env['AWS_CONFIG_FILE'] || join(env['HOME'] || homedir(), '.aws', 'config');
  const text = await readFile(path, 'utf8').catch(() => '');
  let isOurs = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*(?:profile\s+)?(?<name>[^\]]+?)\s*\]/.exec(line)?.groups?.['name'];
    if (section !== undefined) isOurs = section === profile;
    const region = /^region\s*=\s*(?<region>\S+)/.exec(line)?.groups?.['region'];
    if (isOurs && region !== undefined)
      return { value: region, kind: 'profile', source: `profile ${profile} in ${path}` };
  }
  return undefined;
}
