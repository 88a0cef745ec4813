import { stripVTControlCharacters } from 'node:util';
import type { CliContext } from '../cli-context.js';
import { gitlabProgress } from './gitlab-progress.js';
import { liveProgress } from './live-progress.js';
import type { Phase } from './phase.js';
import { plainProgress } from './plain-progress.js';

/** One thing that happened, in words. `progress` lines are passing: the next one may take their place. */
export interface ProgressLine {
  readonly level: 'step' | 'progress' | 'success' | 'warning' | 'failure';
  readonly text: string;
  /** The part of the operation it belongs to; null or absent: the part under way. */
  readonly phase?: Phase | null;
}

/** Shows a running operation on stderr. Decides nothing: it gets words and draws them. */
export interface Progress {
  show(line: ProgressLine): void;
  /** Draws nothing more and gives the terminal back as it was; a second call does nothing. */
  end(): void;
}

export function createProgress(cli: Pick<CliContext, 'flags' | 'stderr' | 'environment'>): Progress {
  if (cli.flags.quiet) return { show: () => undefined, end: () => undefined };
  const progress = drawnFor(cli);
  return {
    // Words may quote the log of a hook script, which may hold control codes.
    show: (line) => progress.show({ ...line, text: stripVTControlCharacters(line.text) }),
    end: () => progress.end(),
  };
}

function drawnFor({ stderr, environment }: Pick<CliContext, 'stderr' | 'environment'>): Progress {
  // Nx puts the project's name before every line of a streamed task, which breaks the marks of GitLab's sections.
  const prefixed = environment['NX_STREAM_OUTPUT'] === 'true' && environment['NX_PREFIX_OUTPUT'] === 'true';
  if (environment['GITLAB_CI']) return prefixed ? plainProgress(stderr) : gitlabProgress(stderr);
  const drawable = stderr.isTTY === true && environment['TERM'] !== 'dumb' && !environment['CI'];
  return drawable ? liveProgress(stderr, environment) : plainProgress(stderr);
}
