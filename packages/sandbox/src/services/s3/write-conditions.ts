import type { AwsError } from '../service.js';
import { conditionalRequestConflict, headerNotImplemented, noSuchKey, preconditionFailed } from './errors.js';
import { header, type S3Request } from './request.js';
import type { StoredObject, Upload } from './state.js';

/** What a write demands of the key's current object. */
export type WriteCondition =
  { readonly kind: 'none' } | { readonly kind: 'absent' } | { readonly kind: 'matches'; readonly eTag: string };

/** Conditions of PutObject, CopyObject and CompleteMultipartUpload; 501 for the forms S3 does not take (contract D). */
export function readWriteCondition(request: Pick<S3Request, 'headers'>): WriteCondition {
  const ifMatch = header(request, 'if-match');
  const ifNoneMatch = header(request, 'if-none-match');
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw headerNotImplemented('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  }
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch === '*') return { kind: 'absent' };
    throw headerNotImplemented(
      'If-None-Match',
      "We don't accept the provided value of If-None-Match header for this API",
    );
  }
  if (ifMatch === undefined) return { kind: 'none' };
  if (ifMatch === '*') {
    throw headerNotImplemented('If-Match', "We don't accept the provided value of If-Match header for this API");
  }
  return { kind: 'matches', eTag: unquoted(ifMatch) };
}

/**
 * Throws what S3 answers when `current` (null: no key, or a delete marker) does not meet the condition. Must run in the
 * same turn as the commit: that is what makes two racing writes come out as one 200 and one 412.
 */
export function assertWritable(condition: WriteCondition, key: string, current: StoredObject | null): void {
  if (condition.kind === 'absent' && current) throw preconditionFailed('If-None-Match');
  if (condition.kind !== 'matches') return;
  if (!current) throw noSuchKey(key);
  if (current.eTag !== condition.eTag) throw preconditionFailed('If-Match');
}

/** The same for CompleteMultipartUpload, where a change since the upload was created is a conflict (contract D). */
export function assertCompletable(condition: WriteCondition, upload: Upload, current: StoredObject | null): void {
  assertWritable(condition, upload.key, current);
  const conflict = conflictSince(condition, upload, current);
  if (conflict) throw conflict;
}

function conflictSince(condition: WriteCondition, upload: Upload, current: StoredObject | null): AwsError | null {
  if (condition.kind === 'absent' && upload.keyDeleted) {
    return conditionalRequestConflict('If-None-Match', upload.key);
  }
  if (condition.kind === 'matches' && current && current.sequence > upload.sequence) {
    return conditionalRequestConflict('If-Match', upload.key);
  }
  return null;
}

/** DeleteObject's `If-Match`: an ETag, or `*` for any object. NoSuchKey without an object, 412 with another one. */
export function assertDeletable(eTag: string | undefined, key: string, current: StoredObject | null): void {
  if (eTag === undefined) return;
  if (!current) throw noSuchKey(key);
  if (eTag !== '*' && unquoted(eTag) !== current.eTag) throw preconditionFailed('If-Match');
}

export function unquoted(eTag: string): string {
  return eTag.replace(/^W\//, '').replace(/^"(.*)"$/s, '$1');
}
