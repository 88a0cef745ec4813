import type { LeaseDocument } from '../../state/lease-document.js';

/** The lease, if the operation of this entry has it still, or has left something open with it. */
export function leftBehind(document: LeaseDocument | null | undefined, key: string): LeaseDocument | null {
  if (!document || document.entry !== key) return null;
  return document.state === 'held' || document.left !== 'nothing' ? document : null;
}
