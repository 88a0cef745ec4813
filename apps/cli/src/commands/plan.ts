import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { planTexter } from '../renderers/plan-text.js';

export function planCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('plan')
    .description(
      'Print what a deploy, switch, rollback or repair would do, and every gate with its verdict. Changes nothing.',
    )
    .addArgument(new Argument('<verb>', 'what to plan').choices(['deploy', 'switch', 'rollback', 'repair'] as const))
    .addArgument(colorArgument('colour to act on; for a rollback, history names it'))
    .option('--source <folder>', 'for deploy: folder that holds appspec.yml; without it, the stored release')
    .option('--release <name>', 'for deploy: name of the release')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen plan switch\n  $ bluegreen plan rollback --json\n  $ bluegreen plan deploy --source dist/revision --release v2',
    )
    .action(async (verb, to, { source, release }, command) => {
      if (verb === 'rollback' && to !== undefined)
        command.error(`error: a rollback goes to the colour that was live before; leave out '${to}'`);
      if (verb === 'repair' && to !== undefined)
        command.error(`error: a repair goes to what is on record; leave out '${to}'`);
      const folder = source === undefined ? undefined : resolve(cli.directory, source);
      const plan = await cli.read((bluegreen) => bluegreen.plan({ verb, to, source: folder, release }));
      const planText = await planTexter(cli);
      cli.print(plan, () => planText(plan));
    });
}
