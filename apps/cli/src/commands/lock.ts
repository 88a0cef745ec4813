import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { idempotencyKey } from './move-traffic.js';

export function lockCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('lock')
    .description('Keep every operation but rollbacks out of the environment until it is unlocked.')
    .requiredOption('--reason <text>', 'why, for whoever meets it')
    .addOption(idempotencyKey())
    .addHelpText('after', '\nExamples:\n  $ bluegreen lock --reason migration\n  $ bluegreen unlock')
    .action(async (input) => {
      const result = await cli.follow((bluegreen) => bluegreen.lock(input));
      const { owner, since } = result.lock;
      cli.print(result, () => cli.words().lock.locked(owner, since, result.lock.reason));
      cli.suggest('bluegreen unlock');
    });
}

export function unlockCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('unlock')
    .description('Take a lock away, whoever set it. The history says who did.')
    .option('--reason <text>', 'why')
    .addOption(idempotencyKey())
    .addHelpText('after', '\nExamples:\n  $ bluegreen unlock\n  $ bluegreen unlock --reason done')
    .action(async (input) => {
      const result = await cli.follow((bluegreen) => bluegreen.unlock(input));
      const { unlocked, free } = cli.words().lock;
      cli.print(result, () => (result.lock ? unlocked(result.lock.owner, result.lock.reason) : free));
    });
}
