import type { HistoryRecord } from '@bluegreen/sdk';
import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { duration } from '../options/duration.js';
import { historyRows } from '../renderers/history-rows.js';
import { RESUME } from './next-for.js';

const EXIT_CODES = { done: 0, 'failed-unmoved': 6, 'rolled-back': 7, 'needs-attention': 8 } as const;

export function attachCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('attach')
    .description('Follow an operation that runs elsewhere to its end; the exit code tells how it ended.')
    .addArgument(new Argument('[id]', 'operation to follow; the one that runs now otherwise'))
    .option('--timeout <duration>', 'how long to follow; ends the following, not the operation', duration)
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen attach\n  $ bluegreen attach 3f0c9a52-9d2e-4a44-8b35-0f5b0f0a7c11\n  $ bluegreen attach --timeout 10m --json',
    )
    .action(async (id, { timeout }) => {
      const record = await cli.follow((bluegreen) => bluegreen.attach({ id, timeoutMs: timeout }));
      cli.print(record, () => cli.table(historyRows([record], cli.words(), cli.stdout.isTTY === true)));
      cli.exitCode = exitCodeOf(record);
      if (record.state === 'unfinished') cli.suggest(RESUME);
    });
}

/** Nobody can say yet how an operation ends whose process died. */
function exitCodeOf({ end }: HistoryRecord): number {
  return end === null ? 8 : EXIT_CODES[end];
}
