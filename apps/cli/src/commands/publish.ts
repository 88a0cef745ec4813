import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { revisionCommand } from './revision.js';

export function publishCommand(cli: CliContext): CommandUnknownOpts {
  return revisionCommand('publish')
    .description('Pack a revision and store it in the artifact bucket, so that it can be deployed by its name.')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen publish --source dist/revision --release v2\n  $ bluegreen deploy --release v2',
    )
    .action(async ({ source, release, commit }) => {
      const input = { source: resolve(cli.directory, source), release, commit };
      const result = await cli.follow((bluegreen) => bluegreen.publish(input));
      const { changed, key } = result;
      cli.print(result, () => cli.words().published(changed, release, result.release.digest, key));
      cli.suggest(`bluegreen deploy --release ${release}`);
    });
}
