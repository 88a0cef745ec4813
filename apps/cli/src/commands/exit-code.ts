import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliContext } from '../cli-context.js';

export function exitCodeCommand(cli: CliContext): CommandUnknownOpts {
  return new Command('exit-code')
    .description('End with the exit code that a result.json names, where a runner such as Nx has swallowed it.')
    .requiredOption('--from <file>', 'result.json that `--report-dir` left')
    .addHelpText('after', '\nExamples:\n  $ npx nx deploy app || bluegreen exit-code --from .bluegreen/result.json')
    .action(async ({ from }) => {
      const { exitCode, reasonCode } = await readResult(resolve(cli.directory, from));
      cli.print({ exitCode, reasonCode }, () => `${exitCode} ${reasonCode}`);
      cli.exitCode = exitCode;
    });
}

/** @throws USAGE_INVALID for what is no such file. */
async function readResult(file: string): Promise<{ exitCode: number; reasonCode: string }> {
  try {
    const { exitCode, reason_code: reasonCode } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    if (Number.isInteger(exitCode) && typeof reasonCode === 'string')
      return { exitCode: exitCode as number, reasonCode };
  } catch {
    // Told below.
  }
  const { BlueGreenError } = await import('@bluegreen/sdk');
  const next = 'Name the result.json of a command that ran with --report-dir.';
  throw new BlueGreenError('USAGE_INVALID', `${file} is no result.json.`, next);
}
