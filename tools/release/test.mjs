// The README's test command: every check of the workspace, and one line that counts them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const environment = {
  ...process.env,
  NX_TUI: 'false',
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  // Plugins in processes of their own cost most of a run that has nothing to do; Nx's three are all that there are.
  NX_ISOLATE_PLUGINS: 'false',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};
const totals = { passed: 0, failed: 0, skipped: 0 };

function check(name, words) {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync('npx', ['--no-install', ...words], { cwd: root, env: environment, stdio: 'inherit' });
  return status === 0;
}

function count(passed) {
  totals[passed ? 'passed' : 'failed'] += 1;
}

count(check('format', ['prettier', '--check', '--log-level', 'warn', '.']));
for (const target of ['lint', 'typecheck']) {
  count(check(target, ['nx', 'run-many', '-t', target, '--output-style=static']));
}

rmSync(join(root, '.results'), { recursive: true, force: true });
const ran = check('test', ['nx', 'run-many', '-t', 'test', '--parallel=1', '--output-style=static']);
const reports = resultsBelow(join(root, '.results'));
for (const file of reports) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  totals.skipped += report.numPendingTests;
  process.stdout.write(
    `${relative(join(root, '.results'), file).replace(/\.json$/, '')}: ${report.numPassedTests} passed\n`,
  );
}
// A project that ended badly without saying why in its report still counts.
if (!ran && totals.failed === 0) totals.failed += 1;
if (reports.length === 0) totals.failed += 1;

const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
process.exit(totals.failed === 0 ? 0 : 1);

function resultsBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => file.endsWith('.json') && statSync(file).isFile());
}
