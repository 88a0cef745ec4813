import type { PermissionEntry } from '../app-spec.js';
import { parseAccessEntry } from '../parse/access-entry.js';
import type { Instruction } from './instructions.js';
import type { CopyPlan, HostProbe } from './plan-copies.js';
import { matchesPattern } from './simple-pattern.js';

export interface PermissionRequest {
  permissions: readonly PermissionEntry[];
  plan: CopyPlan;
  onHost: (object: string) => string;
  probe: HostProbe;
  /** Told of each conflict, with the index of the permission and the path; throws to stop at the first. */
  onConflict: (message: string, permission: number, target: string) => void;
  /** Told of a permission that changes nothing. */
  onIdle?: (permission: number) => void;
}

/** Lists the permissions of an installation: only of what the plan itself copies or creates (contract C7). */
export async function planPermissions(request: PermissionRequest): Promise<Instruction[]> {
  const instructions: Instruction[] = [];
  const done = new Set<string>();
  for (const [index, permission] of request.permissions.entries()) {
    const object = request.onHost(permission.object);
    const targets = await targetsOf(request, permission, object, index);
    if (targets.length === 0) request.onIdle?.(index);
    for (const target of targets) {
      if (done.has(target)) request.onConflict(`The permissions of ${target} are given more than once`, index, target);
      else instructions.push(...instructionsFor(permission, target));
      done.add(target);
    }
  }
  return instructions;
}

async function targetsOf(
  { plan, probe, onConflict }: PermissionRequest,
  permission: PermissionEntry,
  object: string,
  index: number,
): Promise<string[]> {
  if (plan.copies.has(object)) {
    if (!permission.type.includes('file')) return [];
    const wrong = fileProblem(permission, object);
    if (wrong === null) return [object];
    onConflict(wrong, index, object);
    return [];
  }
  if (!plan.folders.has(object) && !(await probe.isFolder(object))) return [];
  const matches = (target: string): boolean => isWithin(permission, object, target);
  const files = permission.type.includes('file') ? [...plan.copies.keys()].filter(matches) : [];
  if (files.length > 0 && givesDefaults(permission)) {
    onConflict(
      `The acls for ${object} have a default entry, which files cannot have: ${files[0] ?? ''}`,
      index,
      object,
    );
    return [];
  }
  return [...files, ...(permission.type.includes('directory') ? [...plan.folders].filter(matches) : [])];
}

function fileProblem(permission: PermissionEntry, object: string): string | null {
  if (permission.pattern !== '**')
    return `${object} is a file, so its permission cannot have the pattern ${permission.pattern}`;
  if (permission.except.length > 0) return `${object} is a file, so its permission cannot have except`;
  return givesDefaults(permission) ? `${object} is a file, so its acls cannot have a default entry` : null;
}

function givesDefaults(permission: PermissionEntry): boolean {
  return (permission.acls ?? []).some((entry) => {
    const parsed = parseAccessEntry(entry);
    return typeof parsed !== 'string' && parsed.forNewFiles;
  });
}

/** `**` reaches every depth; every other pattern, and except, only what lies directly in the folder. */
function isWithin(permission: PermissionEntry, object: string, target: string): boolean {
  const folder = object.endsWith('/') ? object : `${object}/`;
  if (!target.startsWith(folder)) return false;
  const name = target.slice(folder.length);
  const direct = (pattern: string): boolean => !name.includes('/') && matchesPattern(name, pattern);
  return (permission.pattern === '**' || direct(permission.pattern)) && !permission.except.some(direct);
}

/** In the agent's order: mode, acls, context, owner and group. */
function instructionsFor({ mode, acls, context, owner, group }: PermissionEntry, file: string): Instruction[] {
  return [
    ...(mode === null ? [] : [{ type: 'chmod', mode, file } as const]),
    ...(acls === null ? [] : [{ type: 'setfacl', acl: acls, file } as const]),
    ...(context === null ? [] : [{ type: 'semanage', context, file } as const]),
    ...(owner === null && group === null ? [] : [{ type: 'chown', owner, group, file } as const]),
  ];
}
