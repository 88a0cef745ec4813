import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { revisionCommand } from './revision.js';

export function bundleCommand(cli: CliContext): CommandUnknownOpts {
  return revisionCommand('bundle')
    .description('Check a revision and pack it into a reproducible zip: same content, same bytes, same digest.')
    .option('--output <file>', 'where to put the zip', 'revision.zip')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen bundle --source dist/revision --release v2\n  $ bluegreen bundle --source . --release v2 --output /tmp/v2.zip --json',
    )
    .action(async ({ source, release, commit, output }) => {
      const { packageRevision } = await import('@bluegreen/sdk');
      const input = { source: resolve(cli.directory, source), release, commit, output: resolve(cli.directory, output) };
      const result = await cli.narrate(packageRevision(input));
      const { path, files, bytes } = result;
      cli.print(result, () => cli.words().bundled(path, files, bytes, result.release.digest));
    });
}
