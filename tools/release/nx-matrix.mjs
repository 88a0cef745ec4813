// Proves the Nx plugin on further versions of Nx: installs each from the registry into a temporary folder, and lets the
// plugin's end-to-end tests take Nx from there. `node tools/release/nx-matrix.mjs [version…]`, after `npx nx run-many -t build`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const versions = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['22', '24'];
const verdicts = [];

for (const version of versions) {
  const folder = mkdtempSync(join(tmpdir(), `bluegreen-nx-${version}-`));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    // A workspace installs both at one number where that exists; @nx/devkit lags behind nx at times.
    const packages = [`nx@${version}`, `@nx/devkit@${version}`];
    execFileSync('npm', ['install', '--ignore-scripts', ...packages], { cwd: folder, stdio: 'inherit' });
    const [nx, devkit] = ['nx', '@nx/devkit'].map((name) => versionIn(folder, name));
    if (!nx.startsWith(`${version}.`) && nx !== version) throw new Error(`asked for Nx ${version}, got ${nx}`);
    process.stdout.write(`\n== Nx ${nx}, @nx/devkit ${devkit}, Node ${process.versions.node}\n`);
    const { status } = spawnSync('npx', ['--no-install', 'jest', 'nx-workspace'], {
      cwd: join(root, 'apps/e2e'),
      env: { ...process.env, BLUEGREEN_NX_MODULES: join(folder, 'node_modules') },
      stdio: 'inherit',
    });
    verdicts.push({ nx, devkit, passed: status === 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
for (const { nx, devkit, passed } of verdicts) {
  process.stdout.write(`Nx ${nx} with @nx/devkit ${devkit}: ${passed ? 'passed' : 'FAILED'}\n`);
}
process.exit(verdicts.every(({ passed }) => passed) ? 0 : 1);

function versionIn(folder, name) {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}
