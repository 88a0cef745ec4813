import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../cli-context.js';

export function iamCommand(cli: CliContext): CommandUnknownOpts {
  const iam = new Command('iam').description('What AWS has to allow, no more and no less.');
  iam
    .command('policy')
    .description('Print the least IAM policy for one kind of caller, scoped to this environment.')
    .addOption(
      new Option('--for <caller>', 'who calls')
        .choices(['gitlab', 'slack', 'console', 'instance'] as const)
        .default('gitlab' as const),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen iam policy\n  $ bluegreen iam policy --for instance > policy.json',
    )
    .action(async ({ for: caller }) => {
      const { listenerPath, policyFor, policyNames } = await import('@bluegreen/sdk');
      const { config } = await cli.connect();
      // An ARN tells the account: arn:partition:service:region:account:resource.
      const [, partition, , , account = ''] = config.listenerArns[0]!.split(':');
      const { project, environment, region, bucket } = config;
      const listeners = config.listenerArns.map(listenerPath);
      const policy = policyFor(
        caller,
        policyNames({ project, environment, account, region, partition, bucket, listeners }),
      );
      cli.print(policy, () => JSON.stringify(policy, null, 2));
    });
  return iam;
}
