import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const CLI = join(__dirname, '../../../cli/bin/bluegreen.cjs');
export const APP = join(__dirname, '../../../web/dist/revision');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real `bluegreen`, bundled as it ships, in a process of its own. */
export function bluegreen(words: readonly string[], environment: NodeJS.ProcessEnv, cwd = '/'): Promise<CliRun> {
  return start(words, environment, cwd).finished;
}

/** The same, for tests that must reach the process while it runs. */
export function start(words: readonly string[], environment: NodeJS.ProcessEnv, cwd = '/') {
  const child = spawn(process.execPath, [CLI, ...words], { env: environment, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const finished = new Promise<CliRun>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
  return { child, output, finished };
}
