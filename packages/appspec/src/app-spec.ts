import type { LifecycleEventName } from './lifecycle-event.js';

/** What Install does when a destination file is already there (contract C7). */
export type FileExistsBehavior = 'DISALLOW' | 'OVERWRITE' | 'RETAIN';

export interface FileMapping {
  /** Path in the bundle; `/` is the whole bundle. */
  source: string;
  /** Folder on the host. */
  destination: string;
}

export interface HookScript {
  /** Path in the bundle. */
  location: string;
  timeoutSeconds: number;
  runas: string | null;
  sudo: boolean;
}

export interface SecurityContext {
  /** SELinux user; the agent reads it from the key `name`. */
  name: string | null;
  type: string;
  range: string | null;
}

export interface PermissionEntry {
  object: string;
  /** `**` for every depth, otherwise a pattern with `*` over direct children. */
  pattern: string;
  except: string[];
  type: ('file' | 'directory')[];
  owner: string | null;
  group: string | null;
  /** Three or four octal digits, as chmod gets them. */
  mode: string | null;
  acls: string[] | null;
  context: SecurityContext | null;
}

/** A valid appspec.yml as the agent understands it (contract C6). */
export interface AppSpec {
  version: 0;
  os: 'linux';
  fileExistsBehavior: FileExistsBehavior | null;
  files: FileMapping[];
  permissions: PermissionEntry[];
  hooks: Partial<Record<LifecycleEventName, HookScript[]>>;
}
