import type { BlueGreenError } from '@bluegreen/sdk';
import { stripVTControlCharacters } from 'node:util';
import type { CliContext } from './cli-context.js';
import type { ReportedError } from './commands/sandbox/child-report.js';
import { inLanguage } from './words/in-language.js';
import { palette } from './renderers/palette.js';

const TERMINATED = 143;

/** The one place that prints a failure and picks the exit code (ux.md section 3). */
export async function reportError(cli: CliContext, error: unknown): Promise<number> {
  const { describeError, toBlueGreenError } = await import('@bluegreen/sdk');
  const known = toBlueGreenError(error, { signal: cli.signal });
  const report = reportOf(known);
  cli.tellParent?.({ kind: 'failed', error: report });
  cli.reporter?.failed(report);
  if (cli.flags.json) cli.stdout.write(`${JSON.stringify({ error: report }, null, 2)}\n`);

  const { title, next, evidence, labels } = await inLanguage(describeError(known, cli.language()), cli.language());
  const colors = palette(cli.stderr, cli.environment);
  const lines = [
    `${colors.red('error')} ${known.code}: ${title}`,
    ...evidence.map((line) => `  ${line}`),
    `${labels.next}: ${next}`,
  ];
  // Evidence quotes logs, which may hold anything; the mark alone is ours.
  const [first, ...rest] = lines as [string, ...string[]];
  cli.stderr.write([first, ...rest.map(stripVTControlCharacters)].join('\n') + '\n');
  const exitCode = exitCodeOf(known, cli.signal);
  cli.reporter?.finish(exitCode);
  return exitCode;
}

function reportOf({ code, message, next, evidence }: BlueGreenError): ReportedError {
  return { code, message, next, evidence };
}

function exitCodeOf({ code, exitCode }: BlueGreenError, { reason }: AbortSignal): number {
  const terminated = reason instanceof Error && reason.message === 'SIGTERM';
  return code === 'ABORTED' && terminated ? TERMINATED : exitCode;
}
