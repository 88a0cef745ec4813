import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { connectGitLab } from '../../gitlab/connect-gitlab.js';
import { projectCommand } from './project-command.js';

export function environmentsCommand(cli: CliContext): CommandUnknownOpts {
  return projectCommand('environments')
    .description("Keep GitLab's environment page true: record what is live now, also when it was switched elsewhere.")
    .option('-n, --dry-run', 'change nothing', false)
    .addHelpText('after', '\nExamples:\n  $ bluegreen gitlab environments --gitlab-project group/app')
    .action(async (flags) => {
      const [{ config }, gitlab] = await Promise.all([cli.connect(), connectGitLab(cli, flags)]);
      const { environment } = config;
      const { live, release, commit } = await cli.read((bluegreen) => bluegreen.liveCommit());
      const [last, { defaultBranch }] = await Promise.all([gitlab.lastDeployment(environment), gitlab.project()]);
      const stale = commit !== null && last?.sha !== commit;
      if (stale && !flags.dryRun) await gitlab.recordDeployment({ environment, sha: commit, ref: defaultBranch });
      const data = { environment, live, release, commit, recorded: last?.sha ?? null, changed: stale && !flags.dryRun };
      const words = cli.words().gitlab;
      cli.print(data, () => {
        if (commit === null) return words.unknownCommit(environment);
        return stale ? words.recorded(environment, commit, !flags.dryRun) : words.sameCommit(environment, commit);
      });
    });
}
