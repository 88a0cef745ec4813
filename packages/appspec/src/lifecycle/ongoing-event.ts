import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LifecycleEventName } from '../lifecycle-event.js';
import type { HostLayout } from './host-layout.js';

/** An older file says nothing about an event that could still be waited for. */
const staleMs = 24 * 60 * 60 * 1000;

/** Marks an event as under way; the mark outlives a crash (contract C4). */
export async function markOngoing(layout: HostLayout, event: LifecycleEventName): Promise<void> {
  await mkdir(path.dirname(layout.ongoingFile), { recursive: true });
  await writeFile(layout.ongoingFile, event);
}

export async function clearOngoing(layout: HostLayout): Promise<void> {
  await rm(layout.ongoingFile, { force: true });
}

/**
 * Events that were under way when the host went down, by deployment. Takes the marks away: each is told once.
 */
export async function takeInterrupted(deploymentRoot: string, now: number): Promise<Map<string, string>> {
  const folder = path.join(deploymentRoot, 'ongoing-deployment');
  const interrupted = new Map<string, string>();
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const file = path.join(folder, name);
    if (now - (await stat(file)).mtimeMs <= staleMs) interrupted.set(name, await readFile(file, 'utf8'));
    await rm(file, { force: true });
  }
  return interrupted;
}
