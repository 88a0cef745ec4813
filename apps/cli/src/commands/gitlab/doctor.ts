import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { connectGitLab } from '../../gitlab/connect-gitlab.js';
import { examine } from '../../gitlab/examine.js';
import { examineRunner } from '../../gitlab/examine-runner.js';
import { examineAccess } from '../../gitlab/examine-access.js';
import { projectCommand } from './project-command.js';

const MARKS = { ok: 'OK', wrong: 'NG', skip: '--' } as const;

export function doctorCommand(cli: CliContext): CommandUnknownOpts {
  return projectCommand('doctor')
    .description("Check the token's rights, protected branches, the job's identity, AWS access and the runner's tools.")
    .addHelpText('after', '\nExamples:\n  $ bluegreen gitlab doctor --gitlab-project group/app')
    .action(async (flags) => {
      const { environment } = cli;
      const gitlab = await connectGitLab(cli, flags);
      const findings = [
        ...(await examine(gitlab, {
          idToken: environment['BLUEGREEN_ID_TOKEN'],
          roleArn: environment['BLUEGREEN_ROLE_ARN'] || environment['AWS_ROLE_ARN'],
          branch: environment['CI_COMMIT_BRANCH'],
          now: Date.now(),
        })),
        await examineAccess(cli),
        ...examineRunner(environment),
      ];
      cli.print(findings, () =>
        cli.table(findings.map(({ check, verdict, detail, next }) => [MARKS[verdict], check, detail, next])),
      );
      if (!findings.some(({ verdict }) => verdict === 'wrong')) return;
      const { ERROR_CODES } = await import('@bluegreen/sdk');
      cli.exitCode = ERROR_CODES.CONFIG_INVALID;
    });
}
