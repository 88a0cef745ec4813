import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';
import { count } from '../options/number.js';

const SHORT_DIGEST = 12;

export function releasesCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('releases')
    .description('List the stored releases that can be deployed by name, newest first.')
    .option('--limit <count>', 'how many', count(1, 1_000), 20)
    .addHelpText('after', '\nExamples:\n  $ bluegreen releases\n  $ bluegreen releases --limit 1 --json')
    .action(async ({ limit }) => {
      const stored = await cli.read((bluegreen) => bluegreen.releases({ limit }));
      const words = cli.words().releases;
      if (stored.length === 0) cli.say(words.empty);
      const rows = stored.map(({ release, digest, uploadedAt, bytes }) => {
        return [release, digest.slice(0, SHORT_DIGEST), uploadedAt, String(bytes)];
      });
      if (stored.length > 0 || cli.flags.json) cli.print(stored, () => cli.table(rows, words.columns));
    });
}
