import { Command, type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { prepareOutput } from './prepare-output.js';
import { version } from './version.js';
import type { CliContext } from './cli-context.js';
import { attachCommand } from './commands/attach.js';
import { bundleCommand } from './commands/bundle.js';
import { completeCommand, completionCommand } from './commands/completion.js';
import { configCommand } from './commands/config.js';
import { demoCommand } from './commands/demo.js';
import { deployCommand } from './commands/deploy.js';
import { diagnoseCommand, logsCommand } from './commands/diagnose.js';
import { exitCodeCommand } from './commands/exit-code.js';
import { gitlabCommand } from './commands/gitlab/gitlab.js';
import { historyCommand } from './commands/history.js';
import { lockCommand, unlockCommand } from './commands/lock.js';
import { planCommand } from './commands/plan.js';
import { iamCommand } from './commands/iam.js';
import { infraCommand } from './commands/infra/infra.js';
import { initCommand } from './commands/init.js';
import { nxCommand } from './commands/nx.js';
import { openCommand } from './commands/open.js';
import { publishCommand } from './commands/publish.js';
import { releasesCommand } from './commands/releases.js';
import { repairCommand } from './commands/repair.js';
import { resumeCommand } from './commands/resume.js';
import { rollbackCommand } from './commands/rollback.js';
import { sandboxCommand } from './commands/sandbox/sandbox.js';
import { scaleCommand } from './commands/scale.js';
import { stagingCommand } from './commands/staging/staging.js';
import { statusCommand } from './commands/status.js';
import { stealCommand } from './commands/steal.js';
import { switchCommand } from './commands/switch.js';
import { validateCommand } from './commands/validate.js';
import { whyNotCommand } from './commands/why-not.js';
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
    .option('--query <expression>', 'print only the part of the JSON data that this JMESPath expression selects')
    .option('-q, --quiet', 'no progress on stderr')
    .option(
      '--report-dir <folder>',
      'leave deploy.env, junit.xml, annotations.json, metrics.txt, result.json and events.ndjson',
    )
    .addOption(new Option('--lang <language>', 'language of messages').choices(['en', 'ko'] as const))
    .addHelpText('after', EXIT_CODES)
    .configureOutput({
      writeOut: (text) => void cli.stdout.write(text),
      writeErr: (text) => void cli.stderr.write(text),
      // Said in the reader's language where it is caught.
      outputError: () => undefined,
    })
    .exitOverride()
    .showSuggestionAfterError()
    .hook('preAction', async (_program, action) => {
      cli.flags = action.optsWithGlobals();
      await prepareOutput(cli, wordsOf(action));
    });
  const commands = [
    statusCommand(cli),
    planCommand(cli),
    whyNotCommand(cli),
    publishCommand(cli),
    releasesCommand(cli),
    deployCommand(cli),
    switchCommand(cli),
    rollbackCommand(cli),
    scaleCommand(cli),
    repairCommand(cli),
    validateCommand(cli),
    historyCommand(cli),
    attachCommand(cli),
    resumeCommand(cli),
    lockCommand(cli),
    unlockCommand(cli),
    stealCommand(cli),
    logsCommand(cli),
    diagnoseCommand(cli),
    bundleCommand(cli),
    stagingCommand(cli),
    openCommand(cli),
    configCommand(cli),
    demoCommand(cli),
    initCommand(cli),
    infraCommand(cli),
    iamCommand(cli),
    gitlabCommand(cli),
    nxCommand(cli),
    sandboxCommand(cli),
    exitCodeCommand(cli),
    completionCommand(cli),
    versionCommand(cli),
  ];
  for (const command of commands) program.addCommand(inherit(command, program));
  program.addCommand(inherit(completeCommand(cli), program), { hidden: true });
  return program;
}

/** The words that lead to a command, such as `config explain`. */
function wordsOf(command: CommandUnknownOpts): string {
  const above = command.parent?.parent ? `${wordsOf(command.parent)} ` : '';
  return `${above}${command.name()}`;
}

/** Every level prints to the same streams, throws instead of exiting, and helps after an error. */
function inherit(command: CommandUnknownOpts, parent: CommandUnknownOpts): CommandUnknownOpts {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}
