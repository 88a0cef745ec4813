import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';

export function nxCommand(cli: CliContext): CommandUnknownOpts {
  const nx = new Command('nx').description('What an Nx workspace needs to know.');
  nx.command('base')
    .description('Print the commit that is live now, as NX_BASE for `nx affected`; also right after a rollback.')
    .option('--or <commit>', 'print this where nobody knows; without it that is an error')
    .addHelpText(
      'after',
      '\nExamples:\n  $ NX_BASE=$(bluegreen nx base --environment production) npx nx affected -t deploy',
    )
    .action(async ({ or }) => {
      const found = await cli.read((bluegreen) => bluegreen.liveCommit());
      const base = found.commit ?? or;
      if (base === undefined) throw await unknownBase(found.release?.release ?? null);
      cli.print({ ...found, base }, () => base);
    });
  return nx;
}

async function unknownBase(release: string | null): Promise<Error> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  return new BlueGreenError(
    'RESOURCE_MISSING',
    release ? `Nobody said from which commit ${release} was built.` : 'No release is live alone.',
    'Publish with `--commit`, or name what to fall back on: `--or origin/main~1`.',
  );
}
