import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from './state-folder.js';

/**
 * Removes what is left of a first start that never came to its end: the topology is saved last, so a folder that has
 * services' documents but no topology holds half an environment. Any other folder stays as it is.
 */
export async function forgetUnfinished(stateDir: string): Promise<void> {
  const saved = async (name: string) => (await readJson(join(stateDir, 'state', `${name}.json`))) !== null;
  if ((await saved('topology')) || !(await saved('elbv2'))) return;
  for (const name of ['state', 'instances', 's3']) await rm(join(stateDir, name), { recursive: true, force: true });
}
