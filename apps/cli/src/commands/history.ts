import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { count } from '../options/number.js';
import { historyRows } from '../renderers/history-rows.js';
import { nextForHistory } from './next-for.js';

export function historyCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('history')
    .description('List the operations on record, newest first.')
    .option('--limit <count>', 'how many', count(1, 1_000), 20)
    .addHelpText('after', '\nExamples:\n  $ bluegreen history\n  $ bluegreen history --limit 1 --json')
    .action(async ({ limit }) => {
      const entries = await cli.read((bluegreen) => bluegreen.history({ limit }));
      const words = cli.words();
      if (entries.length === 0) cli.say(words.history.empty);
      if (entries.length > 0 || cli.flags.json)
        cli.print(entries, () => cli.table(historyRows(entries, words), words.history.columns));
      const next = nextForHistory(entries);
      if (next) cli.suggest(next);
    });
}
