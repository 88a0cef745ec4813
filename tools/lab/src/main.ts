import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLoadThread } from '@bluegreen/steady-load';
import { readOptions } from './options.js';
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
  const report = await runLab(options, {
    root,
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
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${tableText(report)}\n`);
  if (options.report !== null) writeFileSync(resolve(root, options.report), markdownReport(report));
  return report.violations.length === 0 ? 0 : 1;
}
