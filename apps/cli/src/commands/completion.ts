import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { candidates } from '../completion/candidates.js';
import { SCRIPTS, SHELLS } from '../completion/scripts.js';

export function completionCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('completion')
    .description('Print what makes a shell complete commands, options and colours.')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText(
      'after',
      '\nExamples:\n  $ source <(bluegreen completion bash)\n  $ bluegreen completion fish | source',
    )
    .action((shell) => void cli.stdout.write(SCRIPTS[shell]));
}

/** What the shell's script asks at every Tab. */
export function completeCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('complete').argument('[words...]', 'words typed so far').action((words, _flags, command) => {
    const found = candidates(command.parent!, words);
    if (found.length > 0) cli.stdout.write(`${found.join('\n')}\n`);
  });
}
