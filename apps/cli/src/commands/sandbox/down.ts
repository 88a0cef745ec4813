import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { controlCommand, sandboxOn } from './control.js';

export function downCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('down')
    .description('Stop a sandbox and every process it started.')
    .addHelpText('after', '\nExample:\n  $ bluegreen sandbox down --port 4567')
    .action(async ({ port }) => {
      await (await sandboxOn(cli, port)).stop(cli.signal);
      cli.print({ stopped: true }, () => cli.words().sandbox.stopped);
    });
}
