import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { applyInstructions } from './apply-instructions.js';
import { undoCleanupList } from './cleanup-list.js';
import type { EventRun } from './event-run.js';
import { loadForInstall } from './load-app-spec.js';
import { planCopies } from './plan-copies.js';
import type { HostProbe } from './plan-copies.js';
import { planPermissions } from './plan-permissions.js';
import { writePointer } from './pointers.js';

/**
 * The Install event (contract C7): undo the last installation, plan, carry out, and only then name this revision the
 * last installed one. A conflict is found after the undoing, as with the agent: the old files are gone by then.
 */
export async function install({ options, facts, layout, log, signal }: EventRun): Promise<void> {
  const appSpec = await loadForInstall(layout.archive);
  const onHost = (target: string): string => path.join(options.fileSystemRoot, path.posix.resolve('/', target));
  const onConflict = (message: string): never => {
    throw new Error(message);
  };
  await mkdir(layout.instructions, { recursive: true });
  await undoCleanupList(layout.cleanupFile, options.identity, signal);
  const plan = await planCopies({
    archive: layout.archive,
    files: appSpec.files,
    onHost,
    behavior: appSpec.fileExistsBehavior ?? facts.fileExistsBehavior,
    probe: hostProbe,
    onConflict,
  });
  const permissions = await planPermissions({
    permissions: appSpec.permissions,
    plan,
    onHost,
    probe: hostProbe,
    onConflict,
  });
  const instructions = [...plan.instructions, ...permissions];
  await writeFile(layout.installFile, JSON.stringify({ instructions }));
  const { cleanupFile } = layout;
  await applyInstructions(instructions, {
    cleanupFile,
    identity: options.identity,
    note: (text) => log.note(text),
    signal,
  });
  await writePointer(layout.lastInstalledFile, layout.deploymentFolder);
}

const hostProbe: HostProbe = {
  exists: (file) =>
    access(file).then(
      () => true,
      () => false,
    ),
  isFolder: (file) =>
    stat(file).then(
      (status) => status.isDirectory(),
      () => false,
    ),
};
