import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { duration } from '../options/duration.js';
import { count } from '../options/number.js';
import { planTexter } from '../renderers/plan-text.js';
import { releaseText } from '../renderers/release-text.js';
import { idempotencyKey } from './move-traffic.js';
import { releaseCommand } from './revision.js';

export function deployCommand(cli: CliContext): CommandUnknownOpts {
  return releaseCommand('deploy')
    .description('Deploy a release to the idle colour and prove that it is healthy there. Live traffic is not touched.')
    .addArgument(colorArgument('colour to deploy to; the live one is refused').default('idle' as const))
    .option(
      '--source <folder>',
      'folder that holds appspec.yml; without it, what `bluegreen publish` stored is deployed',
    )
    .option('-n, --dry-run', 'print the plan and change nothing', false)
    .option('--timeout <duration>', 'how long to wait; ends the wait, not the deployment', duration)
    .addOption(idempotencyKey())
    .addOption(
      new Option('--sequence <number>', "the pipeline's rising number; refused when a higher one has deployed last")
        .env('BLUEGREEN_SEQUENCE')
        .argParser(count(0, Number.MAX_SAFE_INTEGER)),
    )
    .option('--force', 'deploy though a newer pipeline has; the history says so', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen deploy --source dist/revision --release v2\n  $ bluegreen deploy green --source . --release v2 --dry-run\n  $ bluegreen deploy --release v2',
    )
    .action(async (to, { source, timeout, ...given }) => {
      const { dryRun } = given;
      const folder = source === undefined ? undefined : resolve(cli.directory, source);
      const input = { to, source: folder, timeoutMs: timeout, ...given };
      const result = await cli.follow((bluegreen) => bluegreen.deploy(input));
      const words = cli.words();
      const planText = await planTexter(cli);
      const wasAsked = result.plan.steps.some((step) => step.kind === 'identify');
      const deployed = wasAsked ? words.deployed : words.deployedUnasked;
      cli.print(result, () =>
        dryRun ? planText(result.plan) : deployed(result.color, releaseText(result.release, words)),
      );
      if (!dryRun) cli.suggest(`bluegreen switch ${result.color}`);
    });
}
