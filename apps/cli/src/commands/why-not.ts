import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';

export function whyNotCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('why-not')
    .description(
      'Judge every gate of a deploy, switch or rollback now, and print all verdicts at once. Changes nothing.',
    )
    .addArgument(new Argument('<verb>', 'what to judge').choices(['deploy', 'switch', 'rollback'] as const))
    .addArgument(colorArgument('colour to act on; for a rollback, history names it'))
    .option('--source <folder>', 'for deploy: folder that holds appspec.yml; without it, the stored release')
    .option('--release <name>', 'for deploy: name of the release')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen why-not switch\n  $ bluegreen why-not deploy green --release v2 --json',
    )
    .action(async (verb, to, { source, release }) => {
      const { describeGate, ERROR_CODES } = await import('@bluegreen/sdk');
      const folder = source === undefined ? undefined : resolve(cli.directory, source);
      const plan = await cli.read((bluegreen) => bluegreen.plan({ verb, to, source: folder, release }));
      const against = plan.gates.filter(({ verdict, excused }) => verdict !== 'pass' && !excused);
      const { whyNot } = cli.words();
      cli.print({ verb, to: plan.to, possible: against.length === 0, gates: plan.gates }, () => {
        const rows = plan.gates.map((gate) => {
          const { name, verdict: word, summary, next } = describeGate(gate, cli.language());
          return [word, name, summary, next ?? null];
        });
        const heading =
          against.length === 0
            ? whyNot.nothing(verb, plan.to)
            : whyNot.against(verb, plan.to, against.length, plan.gates.length);
        return [heading, cli.table(rows)].join('\n');
      });
      if (against.length > 0) cli.exitCode = ERROR_CODES.GATE_FAILED;
    });
}
