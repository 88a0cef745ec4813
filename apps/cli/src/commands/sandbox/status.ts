import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { controlCommand, sandboxOn } from './control.js';

export function sandboxStatusCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('status')
    .description('Show a running sandbox: its addresses and its instances.')
    .addHelpText('after', '\nExample:\n  $ bluegreen sandbox status --json')
    .action(async ({ port }) => {
      const status = await (await sandboxOn(cli, port)).status();
      cli.print(status, () => {
        const words = cli.words();
        const rows = status.instances.map(({ id, color, address, state, health }) => [
          id,
          color?.toUpperCase() ?? null,
          address,
          state,
          health,
        ]);
        const heading = words.sandbox.heading(status.endpoint, status.pid, status.productionUrl ?? words.none);
        return rows.length > 0 ? `${heading}\n${cli.table(rows)}` : heading;
      });
    });
}
