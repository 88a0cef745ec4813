import { Argument, Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { count, share } from '../../options/number.js';
import { controlCommand, sandboxOn } from './control.js';
import { CALL_FAULTS, HOST_FAULTS, ruleOf } from './fault-rule.js';
import { faultRows, refusedFault } from './fault-text.js';

const ADD_HELP = `
On a call:       ${CALL_FAULTS.join(', ')}
On an instance:  ${HOST_FAULTS.join(', ')}

Examples:
  $ bluegreen sandbox fault add throttle --service elbv2 --operation ModifyListener --count 3
  $ bluegreen sandbox fault add timeout --service s3 --operation PutObject --where lease.json
  $ bluegreen sandbox fault add error --probability 0.1 --seed 7 --count always --status 503
  $ bluegreen sandbox fault add agent-dies --where green --event AfterInstall`;

/** `bluegreen sandbox fault …`: what can go wrong, on purpose. */
export function faultCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('fault')
    .description('Make calls and instances of a running sandbox fail on purpose.')
    .addCommand(addCommand(cli))
    .addCommand(listCommand(cli))
    .addCommand(releaseCommand(cli))
    .addCommand(clearCommand(cli));
}

function addCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('add')
    .description('Arm a fault: what goes wrong, for which calls or instances, when and how often.')
    .addArgument(new Argument('<kind>', 'what goes wrong').choices([...CALL_FAULTS, ...HOST_FAULTS]))
    .option('--id <name>', 'name of the fault; one is given otherwise')
    .option('--service <name>', 'service of the calls, such as elbv2, s3 or codedeploy; all otherwise')
    .option('--operation <name>', 'operation of the calls, such as ModifyListener; all otherwise')
    .addOption(new Option('--moment <moment>', 'before or after the call had its effect').choices(['before', 'after']))
    .option('--where <text>', 'text in a resource, key or input; or an instance, its group, or a tag such as blue')
    .option('--count <count>', 'how many times it acts; "always" for every time', countOrAlways, 1)
    .option('--skip <count>', 'how many matches pass first', count(0, 1_000_000))
    .option('--probability <share>', 'share of the matches that it acts on', share)
    .option('--seed <number>', 'same seed, same calls: same faults', count(0, 4_294_967_295))
    .option('--code <name>', 'error: code of the answer')
    .option('--status <number>', 'error: HTTP status; conflict: 409 or 412', count(400, 599))
    .option('--ms <number>', 'slow: the delay; timeout: when the connection is closed', count(0, 3_600_000))
    .option('--event <name>', 'lifecycle event of an instance, such as ApplicationStart')
    .addHelpText('after', ADD_HELP)
    .action(async (kind, { port, ...options }, command) => {
      const isSet = (name: string) => command.getOptionValueSource(name) !== 'default';
      const control = await sandboxOn(cli, port);
      const fault = await control.addFault(ruleOf(kind, options, isSet)).catch(refusedFault);
      cli.print(fault, () => cli.words().sandbox.faultAdded(fault.id, fault.kind));
    });
}

function listCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('list')
    .description('Show the faults of a running sandbox, and how often each has acted.')
    .addHelpText('after', '\nExample:\n  $ bluegreen sandbox fault list --json')
    .action(async ({ port }) => {
      const faults = await (await sandboxOn(cli, port)).faults();
      cli.print(faults, () =>
        faults.length === 0
          ? cli.words().sandbox.noFaults
          : cli.table(faultRows(faults), cli.words().sandbox.faultColumns),
      );
    });
}

function releaseCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('release')
    .description('Let the calls that a hold keeps waiting go on.')
    .argument('<id>', 'name of the hold')
    .addHelpText('after', '\nExample:\n  $ bluegreen sandbox fault release fault-1')
    .action(async (id, { port }) => {
      const released = await (await sandboxOn(cli, port)).releaseHeld(id).catch(refusedFault);
      cli.print({ released }, () => cli.words().sandbox.released(released));
    });
}

function clearCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('clear')
    .description('Forget one fault or all: held calls go on, dead and frozen agents come back.')
    .argument('[id]', 'name of the fault; all otherwise')
    .addHelpText('after', '\nExample:\n  $ bluegreen sandbox fault clear')
    .action(async (id, { port }) => {
      const cleared = await (await sandboxOn(cli, port)).clearFaults(id).catch(refusedFault);
      cli.print({ cleared }, () => cli.words().sandbox.faultsCleared(cleared));
    });
}

function countOrAlways(text: string): number | 'always' {
  return text === 'always' ? text : count(1, 1_000_000)(text);
}
