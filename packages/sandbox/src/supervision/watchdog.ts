import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { killMarked, SANDBOX_ID_VARIABLE } from './marked-processes.js';

export interface WatchdogOptions {
  readonly sandboxId: string;
  readonly stateDir: string;
  /** The state folder is temporary: it goes with the sandbox. */
  readonly removeStateDir: boolean;
}

export interface Watchdog {
  readonly pid: number;
  /** This folder, too, goes with the sandbox however it ends. */
  takeAlong(folder: string): void;
  /** Kills what is left, removes the folder where it is temporary, and resolves once the watchdog itself is gone. */
  finish(): Promise<void>;
}

/**
 * A small process in a session of its own that holds one end of a pipe. However this process ends (stop, Ctrl-C,
 * kill -9), the pipe closes, and the watchdog kills whatever carries the sandbox's id. It is nobody's child: whoever kills
 * a whole process tree, as task runners do, finds it no more than the daemons that it is there to end.
 */
export async function startWatchdog(options: WatchdogOptions): Promise<Watchdog> {
  const environment = { ...process.env };
  delete environment[SANDBOX_ID_VARIABLE];
  delete environment['NODE_OPTIONS'];
  const { command, args, stdio } = watchdogStart(options);
  const parent = spawn(command, args, { detached: true, stdio, cwd: '/', env: environment });
  const [output, leash] = [parent.stdout as Socket, parent.stdio[LEASH] as Socket];
  // A watchdog that somebody killed can be told nothing; what it was to do is lost then either way.
  leash.on('error', () => undefined);
  const gone = once(output, 'close');
  const told = Promise.race([once(output, 'data'), once(parent, 'error'), gone]);
  const pid = Number(String((await told)[0]));
  if (!Number.isInteger(pid))
    throw new Error(`The sandbox's watchdog did not start: ${process.execPath} cannot be run by ${command}.`);
  for (const socket of [output, leash]) socket.unref();
  return {
    pid,
    takeAlong: (folder) => void leash.write(`${JSON.stringify(folder)}\n`),
    async finish() {
      output.ref();
      leash.end();
      await gone;
    },
  };
}

/** The descriptor whose closing tells the watchdog that the sandbox has ended. */
const LEASH = 3;

/**
 * How the watchdog is started: by a shell that ends at once, so that its parent is init. It tells its pid when it watches.
 * Its source travels as text, so that it runs the same from TypeScript sources (tests) and from the build.
 */
export function watchdogStart(options: WatchdogOptions): {
  command: string;
  args: string[];
  stdio: ['ignore', 'pipe', 'ignore', 'pipe'];
} {
  const settings: WatchSettings = {
    mark: `${SANDBOX_ID_VARIABLE}=${options.sandboxId}`,
    folder: options.stateDir,
    removes: options.removeStateDir,
  };
  const source = `const killMarked = ${killMarked.toString()};\n(${keepWatch.toString()})(killMarked, ${JSON.stringify(settings)});`;
  const inBackground = `"$@" <&${LEASH} ${LEASH}<&- &`;
  return {
    command: 'sh',
    args: ['-c', inBackground, 'sh', process.execPath, '--max-old-space-size=32', '-e', source],
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  };
}

interface WatchSettings {
  readonly mark: string;
  readonly folder: string;
  readonly removes: boolean;
}

/** Runs in the watchdog process; like `killMarked` it may use nothing from outside itself. */
function keepWatch(kill: (mark: string, folder: string) => Promise<number>, settings: WatchSettings): void {
  const fs = process.getBuiltinModule('node:fs');
  const finish = async (): Promise<void> => {
    await kill(settings.mark, settings.folder);
    const folders = told.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as string]));
    if (settings.removes) folders.push(settings.folder);
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
  };
  let told = '';
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.stdin.on('error', () => undefined);
  process.stdin.on('close', () => {
    finish().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  process.stdin.setEncoding('utf8').on('data', (text: string) => (told += text));
  process.stdout.on('error', () => undefined);
  process.stdout.write(`${process.pid}\n`);
}
