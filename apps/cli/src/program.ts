import { Command, type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { version } from './version.js';
import type { CliContext } from './cli-context.js';
import { bundleCommand } from './commands/bundle.js';
import { configCommand } from './commands/config.js';
import { demoCommand } from './commands/demo.js';
import { deployCommand } from './commands/deploy.js';
import { historyCommand } from './commands/history.js';
import { planCommand } from './commands/plan.js';
import { rollbackCommand } from './commands/rollback.js';
import { sandboxCommand } from './commands/sandbox/sandbox.js';
import { statusCommand } from './commands/status.js';
import { switchCommand } from './commands/switch.js';
import { validateCommand } from './commands/validate.js';
import { versionCommand } from './commands/version.js';

const EXIT_CODES = `
Exit codes:
  0 done   1 internal error   2 usage or configuration   3 credentials or permission   4 locked by another operation
  5 not confirmed   6 failed, traffic never moved   7 failed, rolled back   8 failed, state unknown: act now
  9 the environment is not what the plan was made for   10 timed out, still running   130 interrupted   143 terminated

No telemetry. Configuration: flags, BLUEGREEN_* variables, the guide's GitLab variables, bluegreen.yaml, stack outputs.`;

/** The whole command tree. Building it loads no SDK: that happens in an action. */
export function createProgram(cli: CliContext) {
  const program = new Command('bluegreen')
    .description('Blue-green, zero-downtime deployment behind an AWS Application Load Balancer.')
    .version(version, '-V, --version', 'print the version')
    .option('-e, --environment <name>', 'environment, such as production')
    .option('--project <name>', 'project, such as bluegreen-deployment')
    .option('--region <name>', 'AWS region')
    .option('--stack <name>', 'CloudFormation stack whose outputs fill in what is not configured')
    .option('--config <file>', 'configuration file; found upward from here otherwise')
    .option('--json', 'print data as JSON on stdout')
    .option('-q, --quiet', 'no progress on stderr')
    .addOption(new Option('--lang <language>', 'language of messages').choices(['en', 'ko'] as const))
    .addHelpText('after', EXIT_CODES)
    .configureOutput({
      writeOut: (text) => void cli.stdout.write(text),
      writeErr: (text) => void cli.stderr.write(text),
    })
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(run with --help for the options)')
    .hook('preAction', (_program, action) => {
      cli.flags = action.optsWithGlobals();
    });
  const commands = [
    statusCommand(cli),
    planCommand(cli),
    deployCommand(cli),
    switchCommand(cli),
    rollbackCommand(cli),
    validateCommand(cli),
    historyCommand(cli),
    bundleCommand(cli),
    configCommand(cli),
    demoCommand(cli),
    sandboxCommand(cli),
    versionCommand(cli),
  ];
  for (const command of commands) program.addCommand(inherit(command, program));
  return program;
}

/** Every level prints to the same streams, throws instead of exiting, and helps after an error. */
function inherit(command: CommandUnknownOpts, parent: CommandUnknownOpts): CommandUnknownOpts {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}
