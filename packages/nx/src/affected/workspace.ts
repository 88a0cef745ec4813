import { createProjectGraphAsync } from '@nx/devkit';
import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Deployable, Witnesses } from './judge.js';

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Projects of the workspace whose deploy target knows the environment, by name. */
export async function deployables(environment: string, target: string): Promise<Deployable[]> {
  const { nodes } = await createProjectGraphAsync({ exitOnError: false });
  return Object.values(nodes)
    .filter(({ data }) => environment in (data.targets?.[target]?.configurations ?? {}))
    .map(({ name, data }) => ({ name, root: data.root }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Asks the real command lines: `bluegreen`, `git` and `nx`, all as this workspace has them. */
export function witnessesOf(workspace: string, environment: string, signal?: AbortSignal): Witnesses {
  const path = [join(workspace, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const options = { cwd: workspace, env: { ...process.env, PATH: path }, maxBuffer: MOST_OUTPUT, signal };
  return {
    async liveCommit({ root }) {
      const words = ['nx', 'base', '--environment', environment, '--or', '-', '--json'];
      const { stdout } = await run('bluegreen', words, { ...options, cwd: join(workspace, root) });
      return (JSON.parse(stdout) as { commit: string | null }).commit;
    },
    isKnown: (commit) =>
      run('git', ['cat-file', '-e', `${commit}^{commit}`], options).then(
        () => true,
        () => false,
      ),
    async affectedSince(commit) {
      const words = ['show', 'projects', '--affected', '--base', commit, '--json'];
      const { stdout } = await run('nx', words, options);
      return new Set(JSON.parse(stdout) as string[]);
    },
  };
}
