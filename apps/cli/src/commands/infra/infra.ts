import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { assertAskable, confirm } from '../../confirm.js';
import { withInfrastructure } from '../../infra/connect-stack.js';
import { readTemplate } from '../../infra/read-template.js';
import { changeRows } from '../../renderers/change-rows.js';
import { overviewCommands } from './overview.js';
import { stackCommand, stackInput } from './stack-command.js';

export function infraCommand(cli: CliContext): CommandUnknownOpts {
  const infra = new Command('infra').description('Make, change and look at the stack that an environment stands on.');
  const commands = [templateCommand(cli), diffCommand(cli), deployCommand(cli), ...overviewCommands(cli)];
  for (const command of commands) infra.addCommand(command);
  return infra;
}

function templateCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('template')
    .description('Print the CloudFormation template that ships with bluegreen.')
    .addHelpText('after', '\nExamples:\n  $ bluegreen infra template > infrastructure.yaml')
    .action(async () => {
      const template = await readTemplate(cli, undefined);
      cli.print({ template }, () => template.trimEnd());
    });
}

function diffCommand(cli: CliContext): CommandUnknownOpts {
  return stackCommand('diff')
    .description('Say what `infra deploy` would change. Changes nothing.')
    .addHelpText('after', '\nExamples:\n  $ bluegreen infra diff -p InstanceType=t3.large')
    .action(async (flags) => {
      const diff = await withInfrastructure(cli, async (infrastructure, place) =>
        cli.narrate(infrastructure.diff(await stackInput(cli, place, flags))),
      );
      cli.print(diff, () => (diff.changes.length > 0 ? cli.table(changeRows(diff.changes)) : cli.words().infra.same));
    });
}

function deployCommand(cli: CliContext): CommandUnknownOpts {
  return stackCommand('deploy')
    .description('Make or change the stack by a change set, and follow it to its end. Traffic stays where it is.')
    .option('-y, --yes', 'do not ask', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen infra deploy -p KeyPairName=ops\n  $ bluegreen infra deploy --environment staging --yes',
    )
    .action(async ({ yes, ...flags }) => {
      if (!yes) await assertAskable(cli, 'This changes infrastructure');
      const result = await withInfrastructure(cli, async (infrastructure, place) => {
        const input = await stackInput(cli, place, flags);
        if (!yes) {
          const { changes } = await cli.narrate(infrastructure.diff(input));
          const { infra } = cli.words();
          if (changes.length > 0) await confirm(cli, cli.table(changeRows(changes)), infra.confirm(place.stack));
        }
        return cli.narrate(infrastructure.deploy(input));
      });
      const { infra } = cli.words();
      cli.print(result, () => (result.changed ? infra.done(result.stack, result.status) : infra.same));
      cli.suggest('bluegreen init');
    });
}
