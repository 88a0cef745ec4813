import { createCliContext } from './cli-context.js';
import { execute } from './execute.js';

/** Runs one command line in this process; resolves with its exit code. */
export async function run(words: readonly string[]): Promise<number> {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    // A second Ctrl-C means it: leave at once, whatever is under way.
    if (stopping.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    stopping.abort(new Error(signal));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // A reader such as `head` may leave early, and a log's disk may be full: neither may cut an operation short.
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exitCode = 1;
  });

  const cli = createCliContext({
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    environment: process.env,
    directory: process.cwd(),
    signal: stopping.signal,
    // A parent that no longer listens has heard all it wanted.
    tellParent: (report) => void (process.connected && process.send?.(report, undefined, {}, () => undefined)),
  });
  try {
    return await execute(cli, words);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
