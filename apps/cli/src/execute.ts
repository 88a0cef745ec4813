import { CommanderError } from '@commander-js/extra-typings';
import type { CliContext } from './cli-context.js';
import { createProgram } from './program.js';
import { reportError } from './report-error.js';

const USAGE_EXIT_CODE = 2;

/** Runs one command line, given as its words, in a context; resolves with its exit code and never rejects. */
export async function execute(cli: CliContext, words: readonly string[]): Promise<number> {
  try {
    await createProgram(cli).parseAsync(words, { from: 'user' });
    cli.reporter?.finish(cli.exitCode);
    return cli.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(cli, error);
    if (error.exitCode === 0) return 0;
    // People have been told by commander; where a program reads, it gets the same shape as for every other error.
    if (words.includes('--json')) cli.stdout.write(`${JSON.stringify({ error: usageError(error) }, null, 2)}\n`);
    return USAGE_EXIT_CODE;
  }
}

function usageError({ code, message }: CommanderError) {
  return {
    code: 'USAGE_INVALID',
    message: code === 'commander.help' ? 'A command is missing.' : message.replace(/^error: /, ''),
    next: 'Run the command with --help for its words and options.',
    evidence: [],
  };
}
