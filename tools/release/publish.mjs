// `node tools/release/publish.mjs [--dry-run] [npm's own flags]`: puts every package into a temporary folder as it is published,
// and publishes them in order. Refuses while package.json does not say where the sources are. Needs `npx nx run-many -t build`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGES, REPOSITORY, REPOSITORY_IS_UNKNOWN, stage } from './packages.mjs';

const flags = process.argv.slice(2);
if (REPOSITORY_IS_UNKNOWN) {
  process.stderr.write(`package.json says that the sources are at ${REPOSITORY.url}, which is a placeholder.\n`);
  process.stderr.write('Next: npm pkg set repository.url=git+https://gitlab.com/GROUP/PROJECT.git\n');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'bluegreen-publish-'));
try {
  for (const name of PACKAGES) {
    const at = join(folder, name);
    process.stdout.write(`\n== ${stage(name, at)}\n`);
    const { status } = spawnSync('npm', ['publish', ...flags], { cwd: at, stdio: 'inherit' });
    if (status !== 0) throw new Error(`npm publish of ${name} ended with ${status}; those before it are published.`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
