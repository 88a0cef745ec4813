import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson, replace } from './state-folder.js';

/** `<stateDir>/sandbox.json`: which process runs the sandbox of this folder, and where it answers. */
export interface SandboxFile {
  readonly id: string;
  readonly pid: number;
  readonly endpoint: string;
  /** ISO-8601. */
  readonly startedAt: string;
}

const fileOf = (stateDir: string) => join(stateDir, 'sandbox.json');

/** Null when the folder holds none. */
async function readSandboxFile(stateDir: string): Promise<SandboxFile | null> {
  return (await readJson(fileOf(stateDir))) as SandboxFile | null;
}

export function writeSandboxFile(stateDir: string, content: SandboxFile): Promise<void> {
  return replace(fileOf(stateDir), content);
}

export function removeSandboxFile(stateDir: string): Promise<void> {
  return rm(fileOf(stateDir), { force: true });
}

/** The sandbox that the folder's file names, if its process is still alive and answers by its id. */
export async function liveSandbox(stateDir: string): Promise<SandboxFile | null> {
  const file = await readSandboxFile(stateDir);
  if (!file) return null;
  try {
    process.kill(file.pid, 0);
    const answer = await fetch(`${file.endpoint}/_bluegreen/status`, { signal: AbortSignal.timeout(2_000) });
    const status = (await answer.json()) as { id?: string };
    return status.id === file.id ? file : null;
  } catch {
    // No such process, or another program's port by now.
    return null;
  }
}
