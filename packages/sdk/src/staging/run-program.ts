import { spawn } from 'node:child_process';
import { BlueGreenError } from '../domain/errors.js';

export interface ProgramRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What OpenSSH's programs need of this process's variables: no secret, and messages in English. */
export function bareEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, USER, LOGNAME, TMPDIR } = process.env;
  return { PATH, HOME, USER, LOGNAME, TMPDIR, LC_ALL: 'C', ...more };
}

/** Starts one of OpenSSH's programs. `detached`: without a terminal that it could ask in. */
export function startProgram(
  file: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  detached: boolean,
) {
  return spawn(file, words, { env: environment, detached, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs it to its end. @throws HOST_UNREACHABLE where it is not installed. */
export async function runProgram(
  file: string,
  words: readonly string[],
  { input = '', environment = bareEnvironment() }: { input?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<ProgramRun> {
  const child = startProgram(file, words, environment, true);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  // A program that ends early has its reasons, and tells them.
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(notInstalled(file, cause)));
    child.once('close', resolve);
  });
  return { code, ...said };
}

export function notInstalled(file: string, cause: unknown): BlueGreenError {
  return new BlueGreenError(
    'HOST_UNREACHABLE',
    `\`${file}\` could not be started here.`,
    'Install OpenSSH’s client: `apt-get install openssh-client`, or an image that has it.',
    { cause },
  );
}
