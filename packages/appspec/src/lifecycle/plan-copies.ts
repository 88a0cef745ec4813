import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileExistsBehavior, FileMapping } from '../app-spec.js';
import type { Instruction } from './instructions.js';

/** What is on the host already. */
export interface HostProbe {
  exists(file: string): Promise<boolean>;
  isFolder(file: string): Promise<boolean>;
}

export interface CopyPlan {
  instructions: Instruction[];
  /** Destination to source. */
  copies: Map<string, string>;
  folders: Set<string>;
}

export interface CopyRequest {
  archive: string;
  files: readonly FileMapping[];
  /** Where a destination of the appspec is on this machine. */
  onHost: (destination: string) => string;
  behavior: FileExistsBehavior;
  probe: HostProbe;
  /** Told of each conflict, with the index of the mapping; throws to stop at the first. */
  onConflict: (message: string, mapping: number) => void;
}

/** Lists all copies and new folders of an installation, changing nothing (contract C7, step 2 and 3). */
export async function planCopies(request: CopyRequest): Promise<CopyPlan> {
  const plan: CopyPlan = { instructions: [], copies: new Map(), folders: new Set() };
  for (const [index, mapping] of request.files.entries()) {
    const planning: Planning = { request, plan, index };
    const source = path.join(request.archive, mapping.source);
    const destination = request.onHost(mapping.destination);
    if (await isFolder(source)) {
      await planParents(planning, destination);
      await planFolder(planning, source, destination, []);
    } else {
      const file = path.join(destination, path.basename(source));
      await planParents(planning, file);
      await planFile(planning, source, file);
    }
  }
  return plan;
}

interface Planning {
  request: CopyRequest;
  plan: CopyPlan;
  index: number;
}

async function planFolder(planning: Planning, source: string, destination: string, above: string[]): Promise<void> {
  const real = await realpath(source);
  if (above.includes(real)) throw new Error(`The folder ${source} is a symlink to a folder it lies in`);
  if (!(await planning.request.probe.isFolder(destination))) planMakeFolder(planning, destination);
  for (const name of (await readdir(source)).sort()) {
    const from = path.join(source, name);
    const to = path.join(destination, name);
    if (await isFolder(from)) await planFolder(planning, from, to, [...above, real]);
    else await planFile(planning, from, to);
  }
}

async function planParents(planning: Planning, destination: string): Promise<void> {
  const missing: string[] = [];
  for (let parent = path.dirname(destination); parent !== path.dirname(parent); parent = path.dirname(parent)) {
    if (await planning.request.probe.exists(parent)) break;
    missing.unshift(parent);
  }
  for (const folder of missing) planMakeFolder(planning, folder);
}

function planMakeFolder({ plan, request, index }: Planning, folder: string): void {
  const source = plan.copies.get(folder);
  if (source !== undefined) request.onConflict(`A folder is needed at ${folder}, where the file ${source} goes`, index);
  else if (!plan.folders.has(folder)) plan.instructions.push({ type: 'mkdir', directory: folder });
  plan.folders.add(folder);
}

async function planFile({ plan, request, index }: Planning, source: string, destination: string): Promise<void> {
  if (await request.probe.exists(destination)) {
    if (request.behavior === 'RETAIN') return;
    if (request.behavior === 'DISALLOW') {
      const message = `The deployment failed because a specified file already exists at this location: ${destination}`;
      request.onConflict(message, index);
      return;
    }
  }
  const other = plan.copies.get(destination);
  if (other !== undefined)
    request.onConflict(`Two sources, ${other} and ${source}, have one destination: ${destination}`, index);
  else if (plan.folders.has(destination))
    request.onConflict(`The file ${source} goes to ${destination}, which is a folder`, index);
  else {
    plan.instructions.push({ type: 'copy', source, destination });
    plan.copies.set(destination, source);
  }
}

/** Follows symlinks, as the agent does. */
async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
