import type { ScaleInput } from '@bluegreen/sdk';
import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { assertAskable, confirm } from '../confirm.js';
import { COLOR_CHOICES } from '../options/color.js';
import { duration } from '../options/duration.js';
import { count } from '../options/number.js';
import { idempotencyKey } from './move-traffic.js';
import { scalePlanText, scaleText } from '../renderers/scale-text.js';

const instances = count(0, 10_000);

export function scaleCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('scale')
    .description('Give a colour another number of instances, and wait until its targets are healthy, or gone.')
    .addArgument(new Argument('<color>', 'colour to scale').choices(COLOR_CHOICES))
    .addArgument(new Argument('<instances>', 'how many it shall have').argParser(instances))
    .option('--min <instances>', 'new minimum of its Auto Scaling group', instances)
    .option('--max <instances>', 'new maximum of its Auto Scaling group', instances)
    .option('--give-up-rollback', 'scale the only way back to 0 all the same', false)
    .option('--shrink-live', 'take instances away from the colour that serves', false)
    .option('-n, --dry-run', 'print the plan and change nothing', false)
    .option('-y, --yes', 'do not ask; only taking instances away asks', false)
    .option('--plan <hash>', 'do not ask, but refuse unless the plan made now has this hash')
    .option('--timeout <duration>', 'bound on the wait', duration)
    .addOption(idempotencyKey())
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen scale idle 2\n  $ bluegreen scale green 6 --max 6\n  $ bluegreen scale idle 0 --give-up-rollback --yes\n  $ bluegreen scale blue 1 --dry-run --json',
    )
    .action(async (color, desired, { plan, yes, timeout, dryRun, idempotencyKey: key, ...flags }) => {
      const wanted: ScaleInput = { ...flags, color, desired, timeoutMs: timeout };
      const planHash = plan ?? (yes || dryRun ? undefined : await approve(cli, wanted));
      const input = { ...wanted, dryRun, planHash, ...(dryRun ? {} : { idempotencyKey: key }) };
      const result = await (dryRun
        ? cli.read((bluegreen) => bluegreen.scale(input))
        : cli.follow((bluegreen) => bluegreen.scale(input)));
      const words = cli.words();
      cli.print(result, () => (dryRun ? scalePlanText(result.plan, words) : scaleText(result, words)));
    });
}

/** The hash of what a person approved; undefined where nothing is taken away, or where it is refused anyhow. */
async function approve(cli: CliContext, input: ScaleInput): Promise<string | undefined> {
  const { plan } = await cli.read((bluegreen) => bluegreen.scale({ ...input, dryRun: true }));
  const { color, before, after, refusals } = plan;
  if (after.desired >= before.desired || refusals.length > 0) return undefined;
  await assertAskable(cli, 'This takes instances away');
  const words = cli.words();
  await confirm(cli, scalePlanText(plan, words), words.scale.confirm(color, before.desired, after.desired));
  return plan.hash;
}
