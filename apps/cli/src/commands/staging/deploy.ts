import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { CliContext } from '../../cli-context.js';
import { duration } from '../../options/duration.js';
import { readStagingAccess } from '../../staging/read-access.js';
import { revisionCommand } from '../revision.js';

export function stagingDeployCommand(cli: CliContext): CommandUnknownOpts {
  return revisionCommand('deploy')
    .description(
      'Send a revision to the staging host and run its lifecycle there; a failing hook brings the former back.',
    )
    .option('--server <address>', '[user@]host[:port]; STAGING_SERVER otherwise')
    .option('--timeout <duration>', 'how long to listen; the host carries on by itself', duration)
    .addHelpText(
      'after',
      '\nVariables: STAGING_SERVER, STAGING_SSH_PRIVATE_KEY and STAGING_KNOWN_HOSTS (text, or path of a file).' +
        '\n\nExamples:\n  $ bluegreen staging deploy --source dist/revision --release v2\n  $ bluegreen staging deploy --source . --release v2 --server deploy@staging.example.com:2222',
    )
    .action(async ({ source, release, commit, server, timeout }) => {
      const access = await readStagingAccess(cli, server);
      const [{ stage }, { readRunner }] = await Promise.all([
        import('@bluegreen/sdk'),
        import('../../staging/read-runner.js'),
      ]);
      const input = { ...access, source: resolve(cli.directory, source), release, commit, timeoutMs: timeout };
      const around = { application: applicationOf(cli), owner: ownerOf(cli), runner: await readRunner() };
      const result = await cli.narrate(stage({ ...input, ...around }, cli.signal));
      const { former } = result;
      cli.print(result, () => cli.words().staged(result.server, release, former?.release ?? null));
    });
}

function applicationOf({ environment }: CliContext): string | undefined {
  return environment['APPLICATION_NAME'] || environment['CODEDEPLOY_APPLICATION_NAME'] || undefined;
}

/** The lock of the host shows this to whoever comes meanwhile. */
function ownerOf({ environment }: CliContext): string {
  const job = environment['CI_JOB_URL'];
  return job || `${environment['USER'] ?? userInfo().username}@${hostname()}`;
}
