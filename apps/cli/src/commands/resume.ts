import type { ResumeResult } from '@bluegreen/sdk';
import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { assertAskable, confirm } from '../confirm.js';
import { duration } from '../options/duration.js';
import { idempotencyKey } from './move-traffic.js';

export function resumeCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('resume')
    .description('Finish what a process that died left behind, or take it back. Nothing unfinished is no error.')
    .addArgument(new Argument('[id]', 'operation to settle; whatever is unfinished otherwise'))
    .option('--unwind', 'take it back instead of finishing it', false)
    .option('-n, --dry-run', 'say what would be done and change nothing', false)
    .option('-y, --yes', 'do not ask', false)
    .option('--timeout <duration>', 'bound on each wait', duration)
    .addOption(idempotencyKey())
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen resume\n  $ bluegreen resume --unwind --yes\n  $ bluegreen resume --dry-run --json',
    )
    .action(async (id, { unwind, dryRun, yes, timeout, idempotencyKey: key }) => {
      const input = { id, unwind, timeoutMs: timeout };
      const { title, confirm: question } = cli.words().resume;
      const text = ({ operations }: ResumeResult) => operations.map((one) => title(one, unwind)).join('\n');
      const foreseen =
        dryRun || !yes ? await cli.follow((bluegreen) => bluegreen.resume({ ...input, dryRun: true })) : null;
      if (foreseen && (dryRun || foreseen.operations.length === 0))
        return cli.print(foreseen, () => text(foreseen) || cli.words().resume.nothing);
      if (foreseen) {
        await assertAskable(cli, 'This may move live traffic');
        await confirm(cli, text(foreseen), question(unwind));
      }
      const result = await cli.follow((bluegreen) => bluegreen.resume({ ...input, idempotencyKey: key }));
      cli.print(result, () => text(result) || cli.words().resume.nothing);
    });
}
