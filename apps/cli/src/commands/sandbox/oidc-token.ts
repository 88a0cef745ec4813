import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { count } from '../../options/number.js';
import { controlCommand, sandboxOn } from './control.js';

const EXAMPLE = `
The sandbox stands for every issuer: a token may claim to come from any that is registered in its IAM.

Examples:
  $ bluegreen sandbox oidc-token --aud https://gitlab.com --sub project_path:group/app:ref_type:branch:ref:main > token`;

/** `bluegreen sandbox oidc-token`: what a CI job gets from its server to assume a role with. */
export function oidcTokenCommand(cli: CliContext): CommandUnknownOpts {
  return controlCommand('oidc-token')
    .description('Print a signed identity token, as GitLab gives one to a job, for AssumeRoleWithWebIdentity.')
    .requiredOption('--sub <subject>', 'who it is for, such as project_path:group/project:ref_type:branch:ref:main')
    .requiredOption('--aud <audience>', 'whom it is meant for: a client id of the provider in IAM')
    .option('--iss <address>', "who it claims to come from; the sandbox's own address otherwise")
    .option('--expires-in <seconds>', 'how long it is good', count(0, 86_400), 3_600)
    .addHelpText('after', EXAMPLE)
    .action(async ({ port, sub, aud, iss, expiresIn }) => {
      const control = await sandboxOn(cli, port);
      const token = await control.mintIdentityToken({ sub, aud, issuer: iss, expiresIn }).catch(refusedToken);
      cli.print({ token }, () => token);
    });
}

async function refusedToken(error: unknown): Promise<never> {
  if (!(error instanceof RangeError)) throw error;
  const { BlueGreenError } = await import('@bluegreen/sdk');
  throw new BlueGreenError('USAGE_INVALID', error.message, 'See: bluegreen sandbox oidc-token --help');
}
