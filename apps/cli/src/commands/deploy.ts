import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { duration } from '../options/duration.js';
import { planText } from '../renderers/plan-text.js';
import { releaseText } from '../renderers/release-text.js';
import { revisionCommand } from './revision.js';

export function deployCommand(cli: CliContext): CommandUnknownOpts {
  return revisionCommand('deploy')
    .description('Deploy a release to the idle colour and prove that it is healthy there. Live traffic is not touched.')
    .addArgument(colorArgument('colour to deploy to; the live one is refused').default('idle' as const))
    .option('-n, --dry-run', 'print the plan and change nothing', false)
    .option('--timeout <duration>', 'how long to wait; ends the wait, not the deployment', duration)
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen deploy --source dist/revision --release v2\n  $ bluegreen deploy green --source . --release v2 --dry-run',
    )
    .action(async (to, { source, release, commit, dryRun, timeout }) => {
      const folder = resolve(cli.directory, source);
      const input = { to, source: folder, release, commit, dryRun, timeoutMs: timeout };
      const result = await cli.follow((bluegreen) => bluegreen.deploy(input));
      const words = cli.words();
      cli.print(result, () =>
        dryRun ? planText(result.plan, words) : words.deployed(result.color, releaseText(result.release, words)),
      );
      if (!dryRun) cli.suggest(`bluegreen switch ${result.color}`);
    });
}
