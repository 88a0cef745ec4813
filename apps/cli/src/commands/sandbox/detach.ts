import { BlueGreenError } from '@bluegreen/sdk';
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliContext } from '../../cli-context.js';
import type { ChildReport } from './child-report.js';
import { LOG_FOLDER_VARIABLE } from './log-folder.js';

const TAIL_LINES = 20;
/** A child that hangs in a system call hears no polite signal; what it has started, its watchdog ends. */
const STOP_GRACE_MS = 20_000;

export interface Detached {
  readonly endpoint: string;
  /** File that the sandbox writes what it says to. */
  readonly log: string;
}

/**
 * Starts a command line as a process of its own, and returns when that one says that it is ready.
 *
 * @param words of Node, without Node itself.
 * @throws the error that the child reported; INTERNAL with the tail of its log when it reported none.
 */
export async function upDetached(
  cli: CliContext,
  words: readonly string[],
  onProgress: (text: string) => void,
): Promise<Detached> {
  cli.signal.throwIfAborted();
  const folder = mkdtempSync(join(cli.environment['TMPDIR'] || tmpdir(), 'bluegreen-sandbox-log-'));
  const log = join(folder, 'sandbox.log');
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, words, {
    detached: true,
    cwd: cli.directory,
    env: { ...cli.environment, [LOG_FOLDER_VARIABLE]: folder },
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  let giveUp: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
  };
  cli.signal.addEventListener('abort', stop);
  try {
    return { endpoint: await readiness(child, log, onProgress), log };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    cli.signal.removeEventListener('abort', stop);
    clearTimeout(giveUp);
    child.removeAllListeners();
    if (child.connected) child.disconnect();
    child.unref();
  }
}

function readiness(child: ChildProcess, log: string, onProgress: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    child.on('message', (report: ChildReport) => {
      if (report.kind === 'progress') onProgress(report.text);
      if (report.kind === 'ready') resolve(report.endpoint);
      if (report.kind === 'failed') {
        const { code, message, next, evidence } = report.error;
        failure = new BlueGreenError(code, message, next, { evidence });
      }
    });
    child.on('error', reject);
    // Not `exit`: its last words may still be on their way then.
    child.on('close', (code, signal) => reject(failure ?? endedEarly(log, code ?? signal)));
  });
}

function endedEarly(log: string, how: number | string | null): BlueGreenError {
  return new BlueGreenError(
    'INTERNAL',
    `The sandbox ended before it was ready (${how}).`,
    'Run the same command without --detach to watch it.',
    { evidence: readFileSync(log, 'utf8').trim().split('\n').slice(-TAIL_LINES) },
  );
}
