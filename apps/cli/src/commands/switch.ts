import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { approvedHash, carryOut, idempotencyKey, moveCommand } from './move-traffic.js';

export function switchCommand(cli: CliContext): CommandUnknownOpts {
  return moveCommand('switch')
    .description('Move live traffic to the idle colour, or to the colour you name, and prove that it moved.')
    .addArgument(colorArgument('colour to make live').default('idle' as const))
    .addOption(idempotencyKey())
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen switch\n  $ bluegreen switch green --yes\n  $ bluegreen switch --dry-run --json',
    )
    .action(async (to, flags) => {
      const planHash = await approvedHash(cli, { verb: 'switch', to }, flags);
      const { dryRun, timeout: timeoutMs } = flags;
      const input = { to, dryRun, planHash, timeoutMs, idempotencyKey: flags.idempotencyKey };
      const result = await carryOut(cli, flags, (bluegreen) => bluegreen.switch(input));
      if (result.changed) cli.suggest(`bluegreen rollback   # ${cli.words().move.wayBack}`);
    });
}
