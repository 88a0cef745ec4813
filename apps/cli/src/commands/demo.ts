import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { join, resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import type { DemoReport } from '../demo/report.js';
import { appOption } from '../options/app.js';
import { createProgress, type Progress } from '../renderers/progress.js';

/** The bundle has it beside the main file. */
const LOAD_WORKER = join(__dirname, 'load-worker.cjs');
const STEADY_MS = 4_000;

export function demoCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('demo')
    .description('Run the main job on a sandbox, under load, and report what every request met.')
    .addOption(appOption())
    .addHelpText('after', '\nExamples:\n  $ bluegreen demo\n  $ bluegreen demo --json')
    .action(async ({ app }) => {
      const { reportRows } = await import('../demo/report.js');
      const progress = createProgress(cli);
      const report = await rehearse(cli, resolve(cli.directory, app), progress).finally(() => progress.end());
      cli.print(report, () => cli.table(reportRows(report, cli.words())));
      if (report.failed > 0) cli.exitCode = 1;
    });
}

/** The demo on a sandbox of its own, which is gone afterwards however it went. */
async function rehearse(cli: CliContext, app: string, progress: Progress): Promise<DemoReport> {
  const [{ startSandbox }, { describeEvent }, { runDemo }, { DEFAULT_LOAD, startLoadThread }, { setTimeout: wait }] =
    await Promise.all([
      cli.loadSandbox(),
      import('@bluegreen/sdk'),
      import('../demo/run-demo.js'),
      import('@bluegreen/steady-load'),
      import('node:timers/promises'),
    ]);
  const { signal } = cli;
  const words = cli.words().demo;
  const onChapter = (text: string) => progress.show({ level: 'success', text });
  onChapter(words.sandbox);
  const onProgress = (text: string) => progress.show({ level: 'progress', text });
  const sandbox = await startSandbox({ port: 0, empty: true, signal, onProgress });
  try {
    // Settings and credentials of this machine are not the demo's: it knows the sandbox alone.
    const env = { USER: cli.environment['USER'], ...sandbox.environment() };
    return await runDemo({
      bluegreen: await cli.connect({ env, cwd: sandbox.stateDir, surface: 'demo', signal }),
      app,
      startLoad: (url) => startLoadThread(LOAD_WORKER, { url, ...DEFAULT_LOAD }),
      steadyWhile: () => wait(STEADY_MS, undefined, { signal }),
      words,
      onEvent: (event) => progress.show(describeEvent(event, cli.language())),
      onChapter,
    });
  } finally {
    await sandbox.stop();
  }
}
