// Runs after `npm ci`: builds what `npx bluegreen` needs, so that nobody has to know of a build step.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
for (const script of ['apps/web/build-revision.mjs', 'apps/cli/build-bundle.mjs']) {
  const { status } = spawnSync(process.execPath, [join(root, script)], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
