import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { HostLayout } from './host-layout.js';
import { readPointer } from './pointers.js';

/** Removes the oldest deployments of a group, so that `keep` remain with the one that begins; never the last installed (contract C4). */
export async function pruneArchives(layout: HostLayout, keep: number): Promise<void> {
  const names = await readdir(layout.groupFolder);
  const others = names
    .map((name) => path.join(layout.groupFolder, name))
    .filter((folder) => folder !== layout.deploymentFolder);
  const tooMany = others.length - keep + 1;
  if (tooMany <= 0) return;
  const lastInstalled = await readPointer(layout.lastInstalledFile);
  const aged = await Promise.all(
    others
      .filter((folder) => folder !== lastInstalled)
      .map(async (folder) => ({ folder, age: (await stat(folder)).mtimeMs })),
  );
  aged.sort((a, b) => a.age - b.age);
  for (const { folder } of aged.slice(0, tooMany)) await rm(folder, { recursive: true, force: true });
}
