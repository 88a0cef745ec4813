import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { colorArgument } from '../options/color.js';
import { inTheWay } from '../renderers/in-the-way.js';

export function whyNotCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('why-not')
    .description(
      'Judge every gate of a deploy, switch or rollback now, and print all verdicts at once. Changes nothing.',
    )
    .addArgument(new Argument('<verb>', 'what to judge').choices(['deploy', 'switch', 'rollback'] as const))
    .addArgument(colorArgument('colour to act on; for a rollback, history names it'))
    .option('--source <folder>', 'for deploy: folder that holds appspec.yml; without it, the stored release')
    .option('--release <name>', 'for deploy: name of the release; the newest stored one otherwise')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen why-not switch\n  $ bluegreen why-not deploy green --release v2 --json',
    )
    .action(async (verb, to, { source, release }) => {
      const { describeGate, ERROR_CODES } = await import('@bluegreen/sdk');
      const folder = source === undefined ? undefined : resolve(cli.directory, source);
      const wanted = release ?? (verb === 'deploy' && folder === undefined ? await newestStored(cli) : undefined);
      const [status, plan] = await Promise.all([
        cli.read((bluegreen) => bluegreen.status()),
        cli.read((bluegreen) => bluegreen.plan({ verb, to, source: folder, release: wanted })),
      ]);
      const words = cli.words();
      const obstacles = inTheWay(status, verb, words);
      const failed = plan.gates.filter(({ verdict, excused }) => verdict !== 'pass' && !excused);
      const against = obstacles.length + failed.length;
      cli.print({ verb, to: plan.to, possible: against === 0, inTheWay: obstacles, gates: plan.gates }, () => {
        const rows = plan.gates.map((gate) => {
          const { name, verdict: word, summary, next } = describeGate(gate, cli.language());
          return [word, name, summary, next ?? null];
        });
        const barred = obstacles.map(({ code, summary, next }) => [words.whyNot.barred, code, summary, next]);
        const of = obstacles.length + plan.gates.length;
        const heading =
          against === 0 ? words.whyNot.nothing(verb, plan.to) : words.whyNot.against(verb, plan.to, against, of);
        return [heading, cli.table([...barred, ...rows])].join('\n');
      });
      const [first] = obstacles;
      if (against > 0) cli.exitCode = ERROR_CODES[first?.code ?? 'GATE_FAILED'];
    });
}

/** What a deploy without a name would mean; undefined where nothing is stored, which the plan then refuses. */
async function newestStored(cli: CliContext): Promise<string | undefined> {
  const [newest] = await cli.read((bluegreen) => bluegreen.releases({ limit: 1 }));
  return newest?.release;
}
