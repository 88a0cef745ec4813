import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createLogTail } from './log-tail.js';

export interface ScriptLog {
  /** One line of the event or its scripts: into scripts.log, the deployments log and the tail. */
  script(line: string): void;
  /** One line about the deployment: into the deployments log alone. */
  note(line: string): void;
  tail(): string;
  close(): void;
}

interface ScriptLogOptions {
  scriptLog: string;
  deploymentsLog: string;
  deploymentId: string;
  now: () => number;
}

/**
 * The two logs of the agent (contract C8), in local time as the agent writes them. Lines are written at once and
 * synchronously, so that what a script said is on disk even when the process dies in the next moment.
 */
export function createScriptLog(options: ScriptLogOptions): ScriptLog {
  const files = new Map<string, number>();
  const tail = createLogTail();
  const append = (file: string, text: string): void => {
    try {
      let descriptor = files.get(file);
      if (descriptor === undefined) {
        mkdirSync(path.dirname(file), { recursive: true });
        descriptor = openSync(file, 'a');
        files.set(file, descriptor);
      }
      writeSync(descriptor, text);
    } catch {
      // A full disk must not bring the host down in the middle of a script; the tail still has the line.
    }
  };
  const note = (line: string, time: Date): void =>
    append(
      options.deploymentsLog,
      `[${stamp(time)}.${digits(time.getMilliseconds(), 3)}] [${options.deploymentId}]${line}\n`,
    );
  return {
    script(line) {
      const time = new Date(options.now());
      tail.add(line);
      append(options.scriptLog, `${stamp(time)} ${line}\n`);
      note(line, time);
    },
    note: (line) => note(line, new Date(options.now())),
    tail: () => tail.text(),
    close() {
      for (const descriptor of files.values()) closeSync(descriptor);
      files.clear();
    },
  };
}

function stamp(time: Date): string {
  const day = [digits(time.getFullYear(), 4), digits(time.getMonth() + 1, 2), digits(time.getDate(), 2)].join('-');
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => digits(part, 2)).join(':')}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
