import type { RepairInput } from '@bluegreen/sdk';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { assertAskable, confirm } from '../confirm.js';
import { planTexter } from '../renderers/plan-text.js';
import { driftText } from '../renderers/drift-text.js';
import { approvedHash, idempotencyKey, moveCommand, type ApprovalFlags } from './move-traffic.js';

export function repairCommand(cli: CliContext): CommandUnknownOpts {
  return moveCommand('repair')
    .description('Put routes that somebody else changed back to what is on record, and prove it; or accept them.')
    .option('--adopt', 'take the routes as they are for what is intended; writes none of them', false)
    .addOption(idempotencyKey())
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen status          # names what is not as recorded\n  $ bluegreen repair\n  $ bluegreen repair --adopt --yes\n  $ bluegreen repair --dry-run --json',
    )
    .action(async ({ adopt, idempotencyKey: key, ...flags }) => {
      const { dryRun, timeout } = flags;
      const approved = await (adopt ? approveAdoption(cli, flags) : approvedHash(cli, { verb: 'repair' }, flags));
      const input: RepairInput = { adopt, dryRun, timeoutMs: timeout, planHash: approved, idempotencyKey: key };
      const result = await (dryRun
        ? cli.read((bluegreen) => bluegreen.repair(input))
        : cli.follow((bluegreen) => bluegreen.repair(input)));
      const words = cli.words();
      const planText = await planTexter(cli);
      cli.print(result, () => {
        const { changed, adopted, drift, plan } = result;
        if (drift.length === 0) return words.repair.agrees;
        if (adopted) return words.repair.adopted(drift.length);
        if (changed) return words.repair.done(drift.length);
        const found = drift.flatMap((route) => driftText(route, words));
        return [...found, ...(plan ? [planText(plan)] : [])].join('\n');
      });
    });
}

/** The hash of the routes that a person saw and accepted; undefined where there is nothing to accept. */
async function approveAdoption(cli: CliContext, { plan, yes, dryRun }: ApprovalFlags): Promise<string | undefined> {
  if (plan !== undefined || yes || dryRun) return plan;
  await assertAskable(cli, 'This changes what counts as intended');
  const { drift, hash } = await cli.read((bluegreen) => bluegreen.repair({ adopt: true, dryRun: true }));
  if (drift.length === 0) return undefined;
  const words = cli.words();
  const found = drift.flatMap((route) => driftText(route, words)).join('\n');
  await confirm(cli, found, words.repair.confirmAdopt(drift.length));
  return hash;
}
