import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { planText } from '../renderers/plan-text.js';

export function planCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('plan')
    .description('Print what a deploy, switch or rollback would do, and every gate with its verdict. Changes nothing.')
    .addArgument(new Argument('<verb>', 'what to plan').choices(['deploy', 'switch', 'rollback'] as const))
    .addArgument(colorArgument('colour to act on; for a rollback, history names it'))
    .option('--source <folder>', 'for deploy: folder that holds appspec.yml')
    .option('--release <name>', 'for deploy: name of the release')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen plan switch\n  $ bluegreen plan rollback --json\n  $ bluegreen plan deploy --source dist/revision --release v2',
    )
    .action(async (verb, to, { source, release }, command) => {
      if (verb === 'rollback' && to !== undefined)
        command.error(`error: a rollback goes to the colour that was live before; leave out '${to}'`);
      const folder = source === undefined ? undefined : resolve(cli.directory, source);
      const plan = await cli.read((bluegreen) => bluegreen.plan({ verb, to, source: folder, release }));
      cli.print(plan, () => planText(plan, cli.words()));
    });
}
