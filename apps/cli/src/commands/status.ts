import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { statusData, statusText } from '../renderers/status-text.js';
import { nextForRunning } from './next-for.js';

export function statusCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('status')
    .description('Show what is live: colours, releases, traffic, target health, capacity, running operations.')
    .addHelpText('after', '\nExamples:\n  $ bluegreen status\n  $ bluegreen status --json | jq .live')
    .action(async () => {
      const status = await cli.read((bluegreen) => bluegreen.status());
      cli.print(statusData(status), () => statusText(status, cli.words(), cli.table));
      const next = nextForRunning(status);
      if (next) cli.suggest(next);
    });
}
