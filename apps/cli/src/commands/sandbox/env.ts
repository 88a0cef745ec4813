import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { controlCommand, sandboxOn } from './control.js';

export function envCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('env')
    .description('Print export lines that lead any AWS client, and bluegreen, to a sandbox.')
    .addHelpText('after', '\nExample:\n  $ eval "$(bluegreen sandbox env)"')
    .action(async ({ port }) => {
      const variables = await (await sandboxOn(cli, port)).environment();
      cli.print(variables, () =>
        Object.entries(variables)
          .map(([name, value]) => `export ${name}=${quote(value)}`)
          .join('\n'),
      );
    });
}

/** One word for any POSIX shell, whatever it holds. */
function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
