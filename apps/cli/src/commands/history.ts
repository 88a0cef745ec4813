import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { count } from '../options/number.js';
import { attemptRows } from '../renderers/attempt-rows.js';
import { historyRows } from '../renderers/history-rows.js';
import { nextForHistory } from './next-for.js';

export function historyCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('history')
    .description('List the operations on record, newest first.')
    .option('--limit <count>', 'how many', count(1, 1_000), 20)
    .option('--attempts', 'what people tried to do from Slack instead, refused ones too', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen history\n  $ bluegreen history --limit 1 --json\n  $ bluegreen history --attempts',
    )
    .action(async ({ limit, attempts }) => {
      if (attempts) return printAttempts(cli, limit);
      const entries = await cli.read((bluegreen) => bluegreen.history({ limit }));
      const words = cli.words();
      if (entries.length === 0) cli.say(words.history.empty);
      if (entries.length > 0 || cli.flags.json)
        cli.print(entries, () => cli.table(historyRows(entries, words, cli.stdout.isTTY === true)));
      const next = nextForHistory(entries);
      if (next) cli.suggest(next);
    });
}

async function printAttempts(cli: CliContext, limit: number): Promise<void> {
  const attempts = await cli.read((bluegreen) => bluegreen.attempts({ limit }));
  const { attempts: words } = cli.words().history;
  if (attempts.length === 0) cli.say(words.empty);
  if (attempts.length > 0 || cli.flags.json)
    cli.print(attempts, () => cli.table(attemptRows(attempts, words), words.columns));
}
