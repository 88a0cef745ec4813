// Repeats the README's test command under further Node versions, each asserted, in a clean copy of the last commit.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const versions = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['22', '24'];
// The npm package `node` brings its binary in an install script: where scripts are off it silently runs this very Node.
const withScripts = { ...process.env, npm_config_ignore_scripts: 'false', npm_config_yes: 'true' };

for (const version of versions) {
  const node = execFileSync('npx', ['-y', `node@${version}`, '-p', 'process.execPath'], {
    env: withScripts,
    cwd: tmpdir(),
  });
  const folder = dirname(node.toString().trim());
  const environment = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
  const actual = execFileSync('node', ['-p', 'process.versions.node'], { env: environment }).toString().trim();
  if (!actual.startsWith(`${version}.`)) throw new Error(`asked for Node ${version}, got ${actual}`);

  const copy = mkdtempSync(join(tmpdir(), `bluegreen-node-${version}-`));
  try {
    execFileSync('git', ['clone', '--quiet', root, copy]);
    for (const words of [['ci'], ['test']]) {
      process.stdout.write(`\n== Node ${actual}: npm ${words.join(' ')}\n`);
      const { status } = spawnSync('npm', words, { cwd: copy, env: environment, stdio: 'inherit' });
      if (status !== 0) process.exit(status ?? 1);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
