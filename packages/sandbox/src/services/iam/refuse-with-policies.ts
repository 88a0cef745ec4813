import { deleteConflict } from './errors.js';
import type { PolicyHolder } from './state.js';

/** @throws DeleteConflict 409 while the user or role still holds policies */
export function refuseWithPolicies({ attached, inline }: PolicyHolder): void {
  if (attached.length > 0) throw deleteConflict('entity, must detach all policies first.');
  if (inline.length > 0) throw deleteConflict('entity, must delete policies first.');
}
