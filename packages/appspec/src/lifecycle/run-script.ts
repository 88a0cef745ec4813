import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { createLineSplitter } from './line-splitter.js';
import { endGroup, signalGroup } from './process-group.js';
import { startProcess } from './start-process.js';
import type { ProcessStart } from './start-process.js';

export interface ScriptRun extends ProcessStart {
  timeoutMs: number;
  onLine: (stream: 'stdout' | 'stderr', line: string) => void;
  signal?: AbortSignal;
}

/** How a script ended. The exit code is null when a signal ended it. */
export type ScriptEnd =
  | { kind: 'exited'; exitCode: number | null }
  | { kind: 'timed-out' }
  | { kind: 'output-left-open'; stream: 'STDOUT' | 'STDERR' }
  | { kind: 'stopped' };

/** How long the processes of a script that ran out of time may take to obey SIGTERM before the event is reported without them. */
const obeyMs = 5_000;

/**
 * Runs one script. One deadline covers its exit and the closing of both outputs (contract C8): a script that is still
 * running then gets SIGTERM for its group and never SIGKILL; a background child that holds an output is left alone.
 * Rejects when the script cannot be started.
 */
export async function runScript(run: ScriptRun): Promise<ScriptEnd> {
  if (run.signal?.aborted === true) return { kind: 'stopped' };
  const child = await startProcess(run);
  const watched = watch(child, run);
  const deadline = timer(run.timeoutMs);
  const stop = stopped(run.signal);
  try {
    const first = await Promise.race([watched.ended, deadline.passed, stop.requested]);
    if (first === 'stopped') return await stopGroup(child, watched.exited);
    if (first === 'ended') return { kind: 'exited', exitCode: child.exitCode };
    if (isRunning(child)) return await timeOut(child, watched, stop.requested, run.signal);
    return { kind: 'output-left-open', stream: watched.stdoutOpen() ? 'STDOUT' : 'STDERR' };
  } finally {
    deadline.cancel();
    stop.forget();
    child.stdout?.destroy();
    child.stderr?.destroy();
    watched.flush();
    child.unref();
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function stopGroup(child: ChildProcess, exited: Promise<unknown>): Promise<ScriptEnd> {
  if (child.pid !== undefined) await endGroup(child.pid);
  await exited;
  return { kind: 'stopped' };
}

async function timeOut(
  child: ChildProcess,
  { exited, ended }: Watched,
  stop: Promise<'stopped'>,
  signal: AbortSignal | undefined,
): Promise<ScriptEnd> {
  if (child.pid !== undefined) signalGroup(child.pid, 'SIGTERM');
  const patience = timer(obeyMs);
  // Not the exit alone: the script's children tidy up too, and one that then writes to a closed output dies of SIGPIPE.
  const first = await Promise.race([ended, patience.passed, stop]);
  patience.cancel();
  if (first === 'stopped') return stopGroup(child, exited);
  if (first === 'passed') endOnAbort(child, exited, signal);
  return { kind: 'timed-out' };
}

/** A script that does not obey outlives its event, but not the signal. */
function endOnAbort(child: ChildProcess, exited: Promise<unknown>, signal: AbortSignal | undefined): void {
  const end = (): void => void (child.pid !== undefined && endGroup(child.pid));
  signal?.addEventListener('abort', end, { once: true });
  void exited.then(() => signal?.removeEventListener('abort', end));
}

interface Watched {
  exited: Promise<'exited'>;
  /** Exit and both outputs closed. */
  ended: Promise<'ended'>;
  stdoutOpen: () => boolean;
  /** Hands over the last line of an output that was cut off. */
  flush: () => void;
}

function watch(child: ChildProcess, run: ScriptRun): Watched {
  const exited = new Promise<'exited'>((resolve) => child.once('exit', () => resolve('exited')));
  const stdout = lines(child.stdout, (line) => run.onLine('stdout', line));
  const stderr = lines(child.stderr, (line) => run.onLine('stderr', line));
  return {
    exited,
    ended: Promise.all([exited, stdout.closed, stderr.closed]).then(() => 'ended'),
    stdoutOpen: stdout.isOpen,
    flush() {
      stdout.flush();
      stderr.flush();
    },
  };
}

function lines(
  stream: Readable | null,
  onLine: (line: string) => void,
): { closed: Promise<void>; isOpen: () => boolean; flush: () => void } {
  const splitter = createLineSplitter(onLine);
  let open = stream !== null;
  const closed = new Promise<void>((resolve) => {
    const close = (): void => {
      open = false;
      splitter.end();
      resolve();
    };
    if (stream === null) return close();
    stream.on('data', (chunk: Buffer) => splitter.push(chunk));
    stream.once('end', close);
    stream.once('error', close);
  });
  return { closed, isOpen: () => open, flush: () => splitter.end() };
}

function timer(ms: number): { passed: Promise<'passed'>; cancel: () => void } {
  let handle: NodeJS.Timeout | undefined;
  // setTimeout takes at most 2^31-1 ms; no event lasts 24 days.
  const passed = new Promise<'passed'>((resolve) => {
    handle = setTimeout(() => resolve('passed'), Math.min(ms, 2 ** 31 - 1));
  });
  return { passed, cancel: () => clearTimeout(handle) };
}

function stopped(signal: AbortSignal | undefined): { requested: Promise<'stopped'>; forget: () => void } {
  let listener = (): void => undefined;
  const requested = new Promise<'stopped'>((resolve) => {
    listener = () => resolve('stopped');
    signal?.addEventListener('abort', listener, { once: true });
    if (signal?.aborted === true) listener();
  });
  return { requested, forget: () => signal?.removeEventListener('abort', listener) };
}
