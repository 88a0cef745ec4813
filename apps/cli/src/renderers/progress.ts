import { stripVTControlCharacters } from 'node:util';
import type { CliContext } from '../cli-context.js';
import { liveProgress } from './live-progress.js';
import { plainProgress } from './plain-progress.js';

/** One thing that happened, in words. `progress` lines are passing: the next one may take their place. */
export interface ProgressLine {
  readonly level: 'step' | 'progress' | 'success' | 'warning' | 'failure';
  readonly text: string;
}

/** Shows a running operation on stderr. Decides nothing: it gets words and draws them. */
export interface Progress {
  show(line: ProgressLine): void;
  /** Draws nothing more and gives the terminal back as it was; a second call does nothing. */
  end(): void;
}

export function createProgress(cli: Pick<CliContext, 'flags' | 'stderr' | 'environment'>): Progress {
  if (cli.flags.quiet) return { show: () => undefined, end: () => undefined };
  const drawable = cli.stderr.isTTY === true && cli.environment['TERM'] !== 'dumb' && !cli.environment['CI'];
  const progress = drawable ? liveProgress(cli.stderr, cli.environment) : plainProgress(cli.stderr);
  return {
    // Words may quote the log of a hook script, which may hold control codes.
    show: ({ level, text }) => progress.show({ level, text: stripVTControlCharacters(text) }),
    end: () => progress.end(),
  };
}
