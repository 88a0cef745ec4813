import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliContext } from '../cli-context.js';
import { withInfrastructure } from '../infra/connect-stack.js';
import { environmentFile } from '../infra/environment-file.js';

const FILE = 'bluegreen.yaml';

export function initCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('init')
    .description('Find the stack, write bluegreen.yaml with comments, and say what was found.')
    .option('--force', 'write over a file that is there', false)
    .addHelpText('after', '\nExamples:\n  $ bluegreen init\n  $ bluegreen init --environment staging --project shop')
    .action(async ({ force }) => {
      const { stack, text } = await withInfrastructure(cli, async ({ describe }, place) => {
        const found = await describe(place.stack);
        if (!found) throw await noStack(place.stack);
        return { stack: found, text: environmentFile(place, found) };
      });
      const path = join(cli.directory, FILE);
      await writeFile(path, text, { flag: force ? 'w' : 'wx' }).catch(async (cause: unknown) => {
        throw await notWritten(path, cause);
      });
      cli.print({ path, stack: stack.name, outputs: stack.outputs }, () =>
        [path, cli.table(Object.entries(stack.outputs))].join('\n'),
      );
      cli.suggest('bluegreen status');
    });
}

async function noStack(name: string): Promise<Error> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  const next = 'Make it: `bluegreen infra deploy`; or name another with --stack, or with --project and --environment.';
  return new BlueGreenError('RESOURCE_MISSING', `There is no stack ${name}.`, next);
}

async function notWritten(path: string, cause: unknown): Promise<Error> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  const there = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'EEXIST';
  return there
    ? new BlueGreenError('USAGE_INVALID', `${path} is there already.`, 'Add --force to write over it.', { cause })
    : new BlueGreenError('USAGE_INVALID', `${path} cannot be written.`, 'Run this where you may write.', { cause });
}
