import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { connectGitLab, type GitLabFlags } from '../../gitlab/connect-gitlab.js';
import { planVariables, wantedVariables, type PlannedVariable } from '../../gitlab/plan-variables.js';
import { projectCommand } from './project-command.js';

export function variablesCommand(cli: CliContext): CommandUnknownOpts {
  const variables = new Command('variables').description(
    "The guide's CI/CD variables of a project. Values are never printed.",
  );
  variables
    .addCommand(
      withKeys('list')
        .description('List the variables of the project that Bluegreen uses, and say which are as configured.')
        .addHelpText('after', '\nExamples:\n  $ bluegreen gitlab variables list --gitlab-project group/app')
        .action(async (flags) => show(cli, await compare(cli, flags))),
    )
    .addCommand(
      withKeys('diff')
        .description('Say what `sync` would create or change; exit code 9 when it would.')
        .addHelpText('after', '\nExamples:\n  $ bluegreen gitlab variables diff --gitlab-project group/app --with-keys')
        .action(async (flags) => {
          const plan = await compare(cli, flags);
          const changes = plan.filter(({ change }) => change === 'create' || change === 'update');
          show(cli, changes);
          const { ERROR_CODES } = await import('@bluegreen/sdk');
          if (changes.length > 0) cli.exitCode = ERROR_CODES.PLAN_STALE;
        }),
    )
    .addCommand(
      withKeys('sync')
        .description('Create or change the variables so that jobs find this environment. Others are left alone.')
        .option('-n, --dry-run', 'change nothing', false)
        .addHelpText('after', '\nExamples:\n  $ bluegreen gitlab variables sync --gitlab-project group/app --dry-run')
        .action(async (flags) => {
          const plan = await compare(cli, flags);
          const gitlab = await connectGitLab(cli, flags);
          for (const { change, variable } of flags.dryRun ? [] : plan) {
            if (change === 'create') await gitlab.createVariable(variable);
            if (change === 'update') await gitlab.updateVariable(variable);
          }
          show(cli, plan);
        }),
    );
  return variables;
}

function withKeys(name: string) {
  return projectCommand(name)
    .option('--role-arn <arn>', 'role that jobs assume through OIDC (stack output DeployRoleArn)')
    .option('--with-keys', 'also AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as they are set here', false);
}

async function compare(
  cli: CliContext,
  flags: GitLabFlags & { readonly roleArn?: string | undefined; readonly withKeys: boolean },
): Promise<readonly PlannedVariable[]> {
  const [{ config }, gitlab] = await Promise.all([cli.connect(), connectGitLab(cli, flags)]);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = cli.environment;
  const keys = flags.withKeys ? { accessKeyId, secretAccessKey } : {};
  const wanted = wantedVariables(config, { roleArn: flags.roleArn, ...keys });
  return planVariables(wanted, await gitlab.variables());
}

/** Names and marks only. */
function show(cli: CliContext, plan: readonly PlannedVariable[]): void {
  const rows = plan.map(({ change, variable: { key, protected: isProtected, masked, scope } }) => {
    return { change, key, protected: isProtected, masked, scope };
  });
  cli.print(rows, () =>
    cli.table(
      rows.map((row) => [row.change, row.key, row.scope, row.protected ? 'protected' : '', row.masked ? 'masked' : '']),
    ),
  );
}
