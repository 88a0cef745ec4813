import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CliContext } from '../../cli-context.js';
import { downCommand } from './down.js';
import { envCommand } from './env.js';
import { faultCommand } from './fault.js';
import { oidcTokenCommand } from './oidc-token.js';
import { sandboxStatusCommand } from './status.js';
import { upCommand } from './up.js';

export function sandboxCommand(cli: CliContext): CommandUnknownOpts {
  const sandbox = new Command('sandbox').description(
    'A local AWS with a real data plane, to rehearse on without an account.',
  );
  for (const command of [upCommand, downCommand, sandboxStatusCommand, envCommand, faultCommand, oidcTokenCommand])
    sandbox.addCommand(command(cli));
  return sandbox;
}
