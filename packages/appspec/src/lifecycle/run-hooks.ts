import { access, chmod, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { HookScript } from '../app-spec.js';
import { eventsOfLastInstalled } from '../lifecycle-event.js';
import type { LifecycleEventName } from '../lifecycle-event.js';
import type { EventRun } from './event-run.js';
import { HookFailure } from './hook-failure.js';
import { archiveIn } from './host-layout.js';
import { loadForHooks } from './load-app-spec.js';
import { readPointer } from './pointers.js';
import { runScript } from './run-script.js';
import type { ScriptEnd } from './run-script.js';
import { scriptCommand } from './script-command.js';
import { scriptEnvironment } from './script-environment.js';

/** Runs an event's scripts one after the other (contract C8). Throws HookFailure for the first that fails. */
export async function runHooks(event: LifecycleEventName, run: EventRun): Promise<void> {
  const archive = await archiveFor(event, run);
  if (archive === null) return;
  const appSpec = await loadForHooks(archive);
  const scripts = appSpec.hooks[event] ?? [];
  if (scripts.length === 0) return;
  run.log.script(`LifecycleEvent - ${event}`);
  for (const script of scripts) await runHook(event, script, path.join(archive, script.location), run);
}

/**
 * Events that end the old revision use what was last installed, all others the new revision (contract C3). Null when
 * nothing was installed yet.
 */
async function archiveFor(event: LifecycleEventName, { layout }: EventRun): Promise<string | null> {
  if (!eventsOfLastInstalled.includes(event) || (await isThere(layout.archive))) return layout.archive;
  const folder = await readPointer(layout.lastInstalledFile);
  return folder === null ? null : archiveIn(folder);
}

async function runHook(event: LifecycleEventName, script: HookScript, file: string, run: EventRun): Promise<void> {
  const { options, facts, log, signal } = run;
  await makeExecutable(script, file, run);
  log.script(`Script - ${script.location}`);
  const { command, args, note } = scriptCommand(script, file, options.identity);
  if (note !== null) log.note(note);
  const end = await startedOrFailed(script, {
    command,
    args,
    workingDirectory: options.workingDirectory,
    environment: scriptEnvironment(options.environment, event, facts),
    timeoutMs: script.timeoutSeconds * 1000,
    onLine: (stream, line) => log.script(`[${stream}]${line}`),
    signal,
  });
  const failure = failureOf(script, end);
  if (failure !== null) throw failure;
}

async function makeExecutable(script: HookScript, file: string, run: EventRun): Promise<void> {
  if (!(await isThere(file))) {
    throw new HookFailure('ScriptMissing', script.location, `Script does not exist at specified location: ${file}`);
  }
  if (await isExecutable(file)) return;
  run.log.note(`Script at specified location: ${script.location} is not executable. Trying to make it executable.`);
  try {
    await chmod(file, (await stat(file)).mode | 0o111);
  } catch {
    const message = `Unable to set script at specified location: ${script.location} as executable`;
    throw new HookFailure('ScriptNotExecutable', script.location, message);
  }
}

async function startedOrFailed(script: HookScript, run: Parameters<typeof runScript>[0]): Promise<ScriptEnd> {
  try {
    return await runScript(run);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HookFailure('ScriptFailed', script.location, `${named(script)} failed with error ${reason}`);
  }
}

function failureOf(script: HookScript, end: ScriptEnd): HookFailure | null {
  const { location } = script;
  switch (end.kind) {
    case 'exited':
      if (end.exitCode === 0) return null;
      return new HookFailure(
        'ScriptFailed',
        location,
        `${named(script)} failed with exit code ${end.exitCode ?? ''}`.trimEnd(),
      );
    case 'timed-out': {
      const message = `Script at specified location: ${location} failed to complete in ${script.timeoutSeconds} seconds`;
      return new HookFailure('ScriptTimedOut', location, message);
    }
    case 'output-left-open':
      return new HookFailure(
        'UnknownError',
        location,
        `Script at specified location: ${location} failed to close ${end.stream}`,
      );
    case 'stopped':
      return new HookFailure('ScriptFailed', location, `${named(script)} was stopped before it ended`);
  }
}

function named(script: HookScript): string {
  return `Script at specified location: ${script.location}${script.runas === null ? '' : ` run as user ${script.runas}`}`;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
