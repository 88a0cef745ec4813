import { spawn } from 'node:child_process';

/** How one run of the real command line ended. */
export interface CliEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliProcess {
  readonly ended: Promise<CliEnd>;
  /** kill -9: no handler runs, no socket is closed in good order. */
  kill(): void;
}

export interface CliStart {
  /** The `bluegreen` program. */
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** After this it is killed, which shows as an end by signal. */
  readonly deadlineMs: number;
}

/** Starts the command line as a process of its own. */
export function startCli({ program, words, environment, deadlineMs }: CliStart): CliProcess {
  const child = spawn(process.execPath, [program, ...words], {
    env: environment,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const kill = () => void child.kill('SIGKILL');
  const overdue = setTimeout(kill, deadlineMs);
  const ended = new Promise<CliEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(overdue);
      resolve({ code, signal, stdout, stderr });
    });
  });
  return { ended, kill };
}
