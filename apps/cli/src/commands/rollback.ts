import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { approvedHash, carryOut, idempotencyKey, moveCommand } from './move-traffic.js';

export function rollbackCommand(cli: CliContext): CommandUnknownOpts {
  return moveCommand('rollback')
    .description('Put the colour that was live before back, then stop a deployment that still runs on the one it left.')
    .option('--no-stop-deployment', 'leave a running deployment alone')
    .addOption(idempotencyKey())
    .addHelpText('after', '\nExamples:\n  $ bluegreen rollback\n  $ bluegreen rollback --yes --json')
    .action(async (flags) => {
      const { dryRun, stopDeployment, timeout: timeoutMs } = flags;
      const planHash = await approvedHash(cli, { verb: 'rollback' }, flags);
      const input = { dryRun, stopDeployment, planHash, timeoutMs, idempotencyKey: flags.idempotencyKey };
      await carryOut(cli, flags, (bluegreen) => bluegreen.rollback(input));
    });
}
