import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
 * kill -9), the pipe closes, and the watchdog kills whatever carries the sandbox's id.
 */
export function startWatchdog(options: WatchdogOptions): Watchdog {
  const environment = { ...process.env };
  delete environment[SANDBOX_ID_VARIABLE];
  delete environment['NODE_OPTIONS'];
  const child = spawn(process.execPath, ['--max-old-space-size=32', '-e', watchdogSource(options)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: environment,
  });
  if (child.pid === undefined)
    throw new Error(`The sandbox's watchdog did not start: ${process.execPath} cannot be run.`);
  child.unref();
  // A watchdog that somebody killed can be told nothing; what it was to do is lost then either way.
  child.stdin.on('error', () => undefined);
  const exited = once(child, 'exit');
  return {
    pid: child.pid,
    takeAlong: (folder) => void child.stdin.write(`${JSON.stringify(folder)}\n`),
    async finish() {
      child.ref();
      child.stdin.end();
      await exited;
    },
  };
}

/** Its source travels as text, so that it runs the same from TypeScript sources (tests) and from the build. */
export function watchdogSource(options: WatchdogOptions): string {
  const settings: WatchSettings = {
    mark: `${SANDBOX_ID_VARIABLE}=${options.sandboxId}`,
    folder: options.stateDir,
    removes: options.removeStateDir,
  };
  return `const killMarked = ${killMarked.toString()};\n(${keepWatch.toString()})(killMarked, ${JSON.stringify(settings)});`;
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
}
