import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { stagingDeployCommand } from './deploy.js';

export function stagingCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('staging')
    .description('One host over SSH, for trying a release out before it goes to a colour.')
    .addCommand(stagingDeployCommand(cli));
}
