import { join, resolve } from 'node:path';
import { timeInTurns } from '../measure/commands.mjs';

const root = resolve(import.meta.dirname, '../../..');
const ROUNDS = 5;

/** Nothing has changed since the last run: how long until Nx has said so, against the compiler on the same sources. */
export function cachedTasks() {
  const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  const program = (name, ...words) => ({
    file: process.execPath,
    words: [join(root, 'node_modules/.bin', name), ...words],
    environment,
  });
  // The tests are left out: the first run would run all of them. They cost the same when they are cached.
  const [ours, peer] = timeInTurns(
    [program('nx', 'run-many', '-t', 'build', 'lint', 'typecheck'), program('tsc', '-b', root)],
    ROUNDS,
  );
  return [
    {
      figure: 'build, lint and typecheck of the workspace when nothing changed',
      // For reference: the compiler looks at sources alone, Nx at the outputs of three tasks of every project.
      ...{ ours, peer, peerName: 'tsc -b', unit: 'ms' },
    },
    { figure: 'the same, in all', ours, unit: 'ms', absolute: true, limit: 3_000 },
  ];
}
