import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { doctorCommand } from './doctor.js';
import { environmentsCommand } from './environments.js';
import { variablesCommand } from './variables.js';

export function gitlabCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('gitlab')
    .description('Keep a GitLab project in step: its variables, its environments, its rights.')
    .addCommand(variablesCommand(cli))
    .addCommand(environmentsCommand(cli))
    .addCommand(doctorCommand(cli));
}
