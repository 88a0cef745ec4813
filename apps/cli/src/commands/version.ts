import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { version } from '../version.js';
import type { CliContext } from '../cli-context.js';

export function versionCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('version').description('Print the version of bluegreen and of Node.').action(() => {
    cli.print(
      { bluegreen: version, node: process.versions.node },
      () => `bluegreen ${version} (node ${process.versions.node})`,
    );
  });
}
