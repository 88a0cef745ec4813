import type { SecurityContext } from '../app-spec.js';

/** One step of an installation, in the form of the agent's `<group>-install.json` (contract C4, C7). */
export type Instruction =
  | { type: 'copy'; source: string; destination: string }
  | { type: 'mkdir'; directory: string }
  | { type: 'chmod'; mode: string; file: string }
  | { type: 'setfacl'; acl: string[]; file: string }
  | { type: 'semanage'; context: SecurityContext; file: string }
  | { type: 'chown'; owner: string | null; group: string | null; file: string };
