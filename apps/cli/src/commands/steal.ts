import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { assertAskable, confirm } from '../confirm.js';
import { idempotencyKey } from './move-traffic.js';
import { RESUME } from './next-for.js';

export function stealCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('steal')
    .description('Take the environment from an operation that still holds it. Its next change is refused.')
    .addArgument(new Argument('[id]', 'refuse unless this operation holds it'))
    .requiredOption('--reason <text>', 'why, for the history')
    .option('-y, --yes', 'do not ask', false)
    .addOption(idempotencyKey())
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen steal --reason hangs\n  $ bluegreen steal --reason hangs --yes --json',
    )
    .action(async (id, { reason, yes, idempotencyKey: key }) => {
      if (!yes) {
        await assertAskable(cli, 'This cuts a running operation off');
        const { operation } = await cli.read((bluegreen) => bluegreen.status());
        const { holder, confirm: question } = cli.words().steal;
        await confirm(cli, operation ? holder(operation.owner, operation.verb, operation.since) : '', question);
      }
      const result = await cli.follow((bluegreen) => bluegreen.steal({ id, reason, idempotencyKey: key }));
      const { victim, unfinished } = result;
      cli.print(result, () => cli.words().steal.done(victim.owner, victim.verb, unfinished));
      cli.suggest(unfinished ? RESUME : 'bluegreen status');
    });
}
