import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { residentBytes } from './processes.js';

/** What an instance takes of its machine, as an agent on the instance would see it; percent. */
export interface HostUsage {
  readonly instanceId: string;
  readonly groupName: string | null;
  /** Memory of the instance's own processes; all instances share the memory of the machine below. */
  readonly memoryPercent: number;
  /** Of the file system that the instance's folder lies on, as `df` counts it. */
  readonly diskPercent: number;
}

export interface MeasuredHost {
  readonly instanceId: string;
  readonly root: string;
  readonly groupName: string | null;
  /** Its disk is full on purpose. */
  readonly diskFull: boolean;
}

/** One look at all of the hosts. What goes away meanwhile is left out. */
export async function measureUsage(hosts: readonly MeasuredHost[]): Promise<readonly HostUsage[]> {
  if (hosts.length === 0) return [];
  const memory = await residentBytes(hosts.map(({ root }) => root));
  const measured = hosts.map(async ({ instanceId, root, groupName, diskFull }) => ({
    instanceId,
    groupName,
    memoryPercent: (100 * (memory.get(root) ?? 0)) / totalmem(),
    diskPercent: diskFull ? 100 : await diskPercentOf(root),
  }));
  const outcomes = await Promise.allSettled(measured);
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

/** Real time between two looks at all processes of the machine, however fast sandbox time runs. */
const LOOK_MS = 1_000;

/** Measures when asked, and gives what was measured a moment ago where that was just now. */
export function usageGauge(
  hosts: () => readonly MeasuredHost[],
  now: () => number = () => performance.now(),
): () => Promise<readonly HostUsage[]> {
  let last: { readonly at: number; readonly usage: Promise<readonly HostUsage[]> } | undefined;
  return () => {
    if (!last || now() - last.at >= LOOK_MS) last = { at: now(), usage: measureUsage(hosts()) };
    return last.usage;
  };
}

async function diskPercentOf(root: string): Promise<number> {
  const { blocks, bfree, bavail } = await statfs(root);
  const used = blocks - bfree;
  return used + bavail === 0 ? 100 : (100 * used) / (used + bavail);
}
