import { resolve } from 'node:path';
import type { CliContext } from './cli-context.js';

/** Makes ready what `--report-dir` and `--query` ask for, so that a bad one is refused before anything is done. */
export async function prepareOutput(cli: CliContext, command: string): Promise<void> {
  const { query, reportDir } = cli.flags;
  if (query !== undefined) cli.select = await compile(query);
  if (reportDir === undefined) return;
  const { createReporter } = await import('./reports/reporter.js');
  cli.reporter = await createReporter(resolve(cli.directory, reportDir), command, Date.now);
}

async function compile(expression: string): Promise<(data: unknown) => unknown> {
  const { search } = await import('jmespath');
  try {
    search(null, expression);
  } catch (cause) {
    if (isSyntaxError(cause)) throw await badQuery(expression, cause);
  }
  // What is asked of is what would be printed: plain JSON.
  return (data) => search(JSON.parse(JSON.stringify(data)), expression) as unknown;
}

/** Other complaints are about the data, which here is none. */
function isSyntaxError(cause: unknown): cause is Error {
  return cause instanceof Error && ['ParserError', 'LexerError'].includes(cause.name);
}

async function badQuery(expression: string, cause: Error): Promise<Error> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  const next = 'See https://jmespath.org for the syntax; `aws --query` takes the same.';
  return new BlueGreenError('USAGE_INVALID', `--query "${expression}" is no JMESPath: ${cause.message}.`, next, {
    cause,
  });
}
