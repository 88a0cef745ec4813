// Checks every package as it would be published: its manifest (publint), its types for each way to load it (attw), that both
// ways really load and offer the same, and that its README's example runs. Needs `npx nx run-many -t build`. Ends with 1
// when anything is wrong.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PACKAGES, root, sourceOf, stage } from './packages.mjs';

const EXAMPLE_DEADLINE_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'bluegreen-packages-'));
const wrong = [];
try {
  const staged = PACKAGES.map((short) => ({ short, at: join(folder, short), name: stage(short, join(folder, short)) }));
  install(staged);
  for (const { at, name } of staged) {
    process.stdout.write(`\n== ${name}\n`);
    const manifest = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
    check(name, 'publint', ['publint', '--strict', at]);
    for (const path of Object.values(manifest.bin ?? {})) checkProgram(name, join(at, path));
    if (manifest.exports === undefined) continue;
    // Node 10 knew no exports; every Node that the packages support does.
    check(name, 'attw', ['attw', '--pack', at, '--profile', 'node16', '--format', 'ascii', '--no-emoji']);
    for (const [path, target] of Object.entries(manifest.exports)) {
      if (typeof target !== 'string') checkLoads(path === '.' ? name : `${name}/${path.slice(2)}`);
    }
    checkExample(name, at);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(wrong.length > 0 ? `\n${wrong.join('\n')}\n` : '\nEvery package is fit to be published.\n');
process.exit(wrong.length > 0 ? 1 : 0);

function check(name, what, words) {
  const { status } = spawnSync('npx', ['--no-install', ...words], { cwd: root, stdio: 'inherit' });
  if (status !== 0) wrong.push(`${name}: ${what} found something`);
}

/** Staged packages find each other first, and what else they need in the repository. */
function install(staged) {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@bluegreen'), { recursive: true });
  for (const { at, name } of staged) symlinkSync(at, join(modules, name));
  for (const { at, short } of staged) {
    const own = join(sourceOf(short), 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(at, 'node_modules'));
  }
  const shared = join(root, 'node_modules');
  const wanted = readdirSync(shared).filter((each) => each !== '@bluegreen' && !each.startsWith('.'));
  for (const each of wanted) symlinkSync(join(shared, each), join(modules, each));
}

function checkLoads(specifier) {
  const script = `
    const required = Object.keys(require('${specifier}')).filter((key) => key !== '__esModule').sort();
    import('${specifier}').then((all) => {
      const imported = Object.keys(all).sort();
      if (required.join() !== imported.join()) throw new Error(required.join() + ' is not ' + imported.join());
      console.log('loads both ways: ${specifier}, ' + imported.length + ' names');
    });`;
  runs(specifier, ['-e', script]);
}

function checkProgram(name, file) {
  runs(`${name}: ${file.slice(folder.length)} --help`, [file, '--help'], 'ignore');
}

/** The first JavaScript block of the README, as a program of its own. */
function checkExample(name, at) {
  const readme = join(at, 'README.md');
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const [, example] = /```js\n([^]*?)```/.exec(text) ?? [];
  if (example === undefined) return void wrong.push(`${name}: README.md has no example`);
  const file = join(folder, 'examples', `${name.replace('/', '-')}.mjs`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, example);
  runs(`${name}: the example of README.md`, [file]);
}

function runs(what, words, stdout = 'inherit') {
  const stdio = ['ignore', stdout, 'pipe'];
  // What an example leaves in the temporary folder goes with everything else.
  const env = { ...process.env, TMPDIR: folder };
  try {
    execFileSync(process.execPath, words, { cwd: folder, env, stdio, timeout: EXAMPLE_DEADLINE_MS });
  } catch (error) {
    wrong.push(`${what}: ${String(error.stderr ?? error).trim()}`);
  }
}
