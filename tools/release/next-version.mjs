// `node tools/release/next-version.mjs 0.2.0`: writes that version wherever Nx does not look (the command line's source, the
// components, the documents), and puts a draft at the head of CHANGELOG.md, made of the first lines of the commits since the last
// tag. A person then sorts those under the headings, and leaves out what no reader needs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
  process.stderr.write('Which version? node tools/release/next-version.mjs 0.2.0\n');
  process.exit(2);
}
const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

writeChangelog();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
replace('package.json', `"version": "${manifest.version}"`, `"version": "${version}"`);
replace('apps/cli/src/version.ts', /'\d[^']*'/, `'${version}'`);
for (const file of git('ls-files', 'templates/*.yml', 'docs/**/*.md').split('\n')) {
  replace(file, /(@bluegreen\/cli|your-group\/bluegreen\/[\w-]+)@\d[\w.-]*/g, `$1@${version}`);
}
process.stdout.write(`CHANGELOG.md: sort the lines of ${version} under its headings, then commit.\n`);

function replace(file, pattern, text) {
  const before = readFileSync(join(root, file), 'utf8');
  const after = before.replace(pattern, text);
  if (after !== before) writeFileSync(join(root, file), after);
}

function writeChangelog() {
  const title = '# Changelog\n\n';
  const file = join(root, 'CHANGELOG.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8').replace(title, '') : '';
  if (before.startsWith(`## ${version} `)) throw new Error(`CHANGELOG.md begins with ${version} already.`);
  const [tag] = git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname').split('\n');
  const commits = git('log', '--no-merges', '--format=- %s', ...(tag ? [`${tag}..HEAD`] : []));
  const headings = ['You must act', 'New', 'Better', 'Fixed'].map((heading) => `### ${heading}\n\n`).join('');
  const draft = `## ${version} (${new Date().toISOString().slice(0, 10)})\n\n${headings}${commits || '- Nothing.'}\n`;
  writeFileSync(file, `${title}${draft}${before && `\n${before}`}`);
}
