// Runs one project's tests and leaves the counts in .results/<project>.json, which Nx caches with the verdict.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const project = relative(root, process.cwd());
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const results = join(root, '.results', `${project}.json`);
mkdirSync(dirname(results), { recursive: true });
const { status } = spawnSync(process.execPath, [jest, '--json', `--outputFile=${results}`, ...process.argv.slice(2)], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.exit(status ?? 1);
