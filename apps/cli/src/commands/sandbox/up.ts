import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { resolve } from 'node:path';
import type { SandboxOptions } from '@bluegreen/sandbox';
import type { CliContext } from '../../cli-context.js';
import { appOption } from '../../options/app.js';
import { count, factor, port } from '../../options/number.js';
import { createProgress } from '../../renderers/progress.js';
import { DEFAULT_PORT } from './control.js';
import { LOG_FOLDER_VARIABLE } from './log-folder.js';
import { startError } from './start-error.js';

export function upCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('up')
    .description(
      'Start the sandbox: load balancer, instances, CodeDeploy and S3 on loopback, with the app on both colours.',
    )
    .option('--port <port>', 'port of the AWS endpoint; 0 picks a free one', port, DEFAULT_PORT)
    .option('--instances <count>', 'instances a colour; 0 only with --empty', count(0, 4), 2)
    .option('--workers <count>', 'PM2 workers an instance', count(1, 16), 4)
    .option('--time-scale <factor>', 'how much faster waiting periods pass than on AWS', factor, 10)
    .option('--state <folder>', 'keep everything in this folder and go on from it the next time')
    .addOption(appOption())
    .option('--template <file>', 'CloudFormation template to build it from (default: the shipped one)')
    .option('--empty', 'do not deploy the app', false)
    .option('--nginx', 'put nginx before the workers, as on EC2', false)
    .addOption(
      new Option('--iam <mode>', "what becomes of calls that the caller's IAM policies do not allow")
        .choices(['enforce', 'log', 'off'] as const)
        .default('log' as const),
    )
    .option('--detach', 'return once it is ready; `bluegreen sandbox down` stops it', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ bluegreen sandbox up\n  $ bluegreen sandbox up --detach && eval "$(bluegreen sandbox env)" && bluegreen switch',
    )
    .action(async ({ detach, app, state, template, ...settings }) => {
      if (detach) return startDetached(cli);
      await serve(cli, {
        ...settings,
        app: resolve(cli.directory, app),
        stateDir: state === undefined ? undefined : resolve(cli.directory, state),
        template: template === undefined ? undefined : resolve(cli.directory, template),
      });
    });
}

/** This very command line once more, in the background. */
async function startDetached(cli: CliContext): Promise<void> {
  const { upDetached } = await import('./detach.js');
  const words = process.argv.slice(1).filter((word) => word !== '--detach' && word !== '--json');
  const progress = createProgress(cli);
  const onProgress = (text: string) => progress.show({ level: 'step', text });
  const started = await upDetached(cli, words, onProgress).finally(() => progress.end());
  cli.print(started, () => cli.words().sandbox.answers(started.endpoint));
  cli.say(cli.words().sandbox.log(started.log));
  cli.suggest(envCommandFor(started.endpoint));
}

async function serve(cli: CliContext, options: SandboxOptions & { readonly port: number }): Promise<void> {
  const { startSandbox } = await cli.loadSandbox();
  const progress = createProgress(cli);
  const onProgress = (text: string) => {
    progress.show({ level: 'step', text });
    cli.tellParent?.({ kind: 'progress', text });
  };
  const sandbox = await startSandbox({ ...options, signal: cli.signal, onProgress })
    .catch(async (error: unknown) => {
      throw await startError(error, options.port);
    })
    .finally(() => progress.end());
  const log = cli.environment[LOG_FOLDER_VARIABLE];
  if (log !== undefined) sandbox.takeAlong(log);
  const { endpoint } = sandbox;
  cli.print({ endpoint }, () => cli.words().sandbox.answers(endpoint));
  cli.say(`${cli.words().sandbox.elsewhere}: ${envCommandFor(endpoint)}`);
  cli.tellParent?.({ kind: 'ready', endpoint });
  await sandbox.ended(cli.signal);
}

function envCommandFor(endpoint: string): string {
  const { port: bound } = new URL(endpoint);
  return `eval "$(bluegreen sandbox env${Number(bound) === DEFAULT_PORT ? '' : ` --port ${bound}`})"`;
}
