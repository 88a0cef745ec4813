import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLoadThread } from '@bluegreen/steady-load';
import { readOptions } from './options.js';
import type { LabReport, LabRun } from './report/lab-report.js';
import { markdownReport } from './report/markdown.js';
import { tableText } from './report/table.js';
import { runLab } from './run-lab.js';

/**
 * The lab as a program; resolves with its exit code.
 * @param root folder of the workspace
 * @param loadWorker the compiled worker of the load
 */
export async function main(words: readonly string[], root: string, loadWorker: string): Promise<number> {
  const options = readOptions(words, Math.floor(Date.now() / 1000) % 1_000_000);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const [own, ...others] = options.results.map((file) => ({
    file: resolve(root, file),
    ...readRuns(resolve(root, file)),
  }));
  const earlier = [...(own?.runs ?? []), ...others.flatMap(({ runs }) => runs)];
  const run = await runLab(options, {
    root,
    earlier,
    commit: commitOf(root),
    cli: resolve(root, options.cli ?? 'apps/cli/bin/bluegreen.cjs'),
    app: join(root, 'apps/web/dist/revision'),
    startLoad: (load) => startLoadThread(loadWorker, load),
    say,
    keep(name, evidence) {
      const file = join(tmpdir(), `bluegreen-lab-${name}.json`);
      writeFileSync(file, JSON.stringify(evidence, null, 2));
      say(`evidence: ${file}`);
    },
  });
  const added = run.rows.length > 0 ? [run] : [];
  if (own) writeFileSync(own.file, `${JSON.stringify({ runs: [...own.runs, ...added] }, null, 2)}\n`);
  const runs = [...earlier, ...added].sort((one, other) => (one.date < other.date ? -1 : 1));
  const report: LabReport = { runs };
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${tableText(report)}\n`);
  if (options.report !== null) writeFileSync(resolve(root, options.report), markdownReport(report));
  return run.violations.length === 0 ? 0 : 1;
}

function readRuns(file: string): { readonly runs: readonly LabRun[] } {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LabReport) : { runs: [] };
}

/** Its short hash; `+` behind it: with changes that no commit has. */
function commitOf(root: string): string {
  const git = (...words: string[]) => spawnSync('git', words, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  const changes = git('status', '--porcelain', '--', 'packages', 'apps', 'infra');
  return `${git('rev-parse', '--short', 'HEAD') || 'unknown'}${changes === '' ? '' : '+'}`;
}
