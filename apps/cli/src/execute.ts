import type { Language } from '@bluegreen/sdk';
import { CommanderError } from '@commander-js/extra-typings';
import type { CliContext } from './cli-context.js';
import { createProgram } from './program.js';
import { reportError } from './report-error.js';

const USAGE_EXIT_CODE = 2;

/** Runs one command line, given as its words, in a context; resolves with its exit code and never rejects. */
export async function execute(cli: CliContext, words: readonly string[]): Promise<number> {
  // Wanted before the line is understood: it may be one that cannot be.
  cli.flags = { ...cli.flags, lang: languageIn(words) };
  try {
    await createProgram(cli).parseAsync(words, { from: 'user' });
    cli.reporter?.finish(cli.exitCode);
    return cli.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(cli, error);
    if (error.exitCode === 0) return 0;
    await tell(cli, error);
    // Where a program reads, it gets the same shape as for every other error.
    if (words.includes('--json')) cli.stdout.write(`${JSON.stringify({ error: usageError(error) }, null, 2)}\n`);
    return USAGE_EXIT_CODE;
  }
}

/** Help that was asked for by saying nothing is on the screen already. */
async function tell(cli: CliContext, { code, message }: CommanderError): Promise<void> {
  if (code === 'commander.help') return;
  const { inParsersLanguage } = await import('./words/in-language.js');
  for (const line of [message, '(run with --help for the options)'])
    cli.stderr.write(`${await inParsersLanguage(line, cli.language())}\n`);
}

function languageIn(words: readonly string[]): Language | undefined {
  const given = words.findLast((word, index) => words[index - 1] === '--lang' || word.startsWith('--lang='));
  const language = given?.replace('--lang=', '');
  return language === 'en' || language === 'ko' ? language : undefined;
}

function usageError({ code, message }: CommanderError) {
  return {
    code: 'USAGE_INVALID',
    message: code === 'commander.help' ? 'A command is missing.' : message.replace(/^error: /, ''),
    next: 'Run the command with --help for its words and options.',
    evidence: [],
  };
}
