import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppSpec } from '../app-spec.js';
import { readAppSpec } from '../parse/read-app-spec.js';
import type { Problem, ProblemCode } from '../problem.js';

/** What the agent finds out only when it installs; until then hooks of such a revision run (contract C6). */
const foundAtInstall: readonly ProblemCode[] = [
  'HOOK_EVENT_UNKNOWN',
  'FILE_DESTINATION_TWICE',
  'FILE_SOURCE_OUTSIDE',
  'PERMISSION_OWNER_INVALID',
];

/** The appspec that hooks go by: `appspec.yml` and no other name. Throws with every problem in one message. */
export async function loadForHooks(archive: string): Promise<AppSpec> {
  return load(archive, ['appspec.yml'], (problem) => !foundAtInstall.includes(problem.code));
}

/** The appspec that Install goes by, which may also be called `appspec.yaml`. */
export async function loadForInstall(archive: string): Promise<AppSpec> {
  return load(archive, ['appspec.yml', 'appspec.yaml'], () => true);
}

async function load(archive: string, names: string[], counts: (problem: Problem) => boolean): Promise<AppSpec> {
  for (const name of names) {
    const text = await readIfThere(path.join(archive, name));
    if (text === null) continue;
    const { appSpec, problems } = readAppSpec(text);
    const wrong = problems.filter(counts);
    if (appSpec !== null && wrong.length === 0) return appSpec;
    const told = wrong.map(({ line, message }) => (line === null ? message : `line ${line}: ${message}`));
    throw new Error(`${name} is not valid: ${told.join('; ')}`);
  }
  throw new Error(
    `There is no ${names[0] ?? 'appspec.yml'} at the top of the unpacked revision, which is in ${archive}`,
  );
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
