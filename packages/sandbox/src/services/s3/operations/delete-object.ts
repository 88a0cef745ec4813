import { headerNotImplemented } from '../errors.js';
import { header, type Operation, type S3Context } from '../request.js';
import type { Bucket } from '../state.js';
import { bucketOf, currentObject, deleteCurrent, deleteVersion } from '../versions.js';
import { assertDeletable } from '../write-conditions.js';

/** 204 whether there was something or not; a versioned bucket gets a delete marker (contract D). */
export const deleteObject: Operation = {
  name: 'DeleteObject',
  action: 's3:DeleteObject',
  versionAction: 's3:DeleteObjectVersion',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    for (const name of ['x-amz-if-match-size', 'x-amz-if-match-last-modified-time']) {
      if (header(request, name) !== undefined) throw headerNotImplemented(name);
    }
    assertDeletable(header(request, 'if-match'), request.key, currentObject(bucket, request.key));
    const deleted = deleteOne(context, bucket, request.key, request.query.get('versionId'));
    return {
      status: 204,
      headers: {
        'x-amz-version-id': deleted.versionId,
        'x-amz-delete-marker': deleted.isMarker ? 'true' : undefined,
      },
    };
  },
};

export interface Deleted {
  /** Of the marker that was made, or of the version that is gone; undefined where S3 says none. */
  readonly versionId: string | undefined;
  /** A marker was made, or what is gone was one. */
  readonly isMarker: boolean;
}

/** One deletion, of the current object (no `versionId`) or of a version for good. */
export function deleteOne(context: S3Context, bucket: Bucket, key: string, versionId: string | null): Deleted {
  if (versionId) {
    const gone = deleteVersion(context, bucket, key, versionId);
    return { versionId, isMarker: gone?.kind === 'delete-marker' };
  }
  const marker = deleteCurrent(context, bucket, key);
  return { versionId: marker?.versionId, isMarker: marker !== null };
}
