import { ErrorWithHeaders, methodNotAllowed, noSuchKey } from '../errors.js';
import type { S3Context, S3Request } from '../request.js';
import type { Bucket, ObjectVersion, StoredObject } from '../state.js';
import { bucketOf, shownVersionId, versionOf } from '../versions.js';

/** The version a read names, or the current one. NoSuchKey, NoSuchVersion; 405 for a delete marker named by its id. */
export function findObject(context: S3Context, request: S3Request): { bucket: Bucket; object: StoredObject } {
  const bucket = bucketOf(context, request.bucket);
  const versionId = request.query.get('versionId');
  const found = versionId ? versionOf(bucket, request.key, versionId) : bucket.versions.get(request.key)?.[0];
  if (!found) throw noSuchKey(request.key);
  if (found.kind === 'object') return { bucket, object: found };
  throw new ErrorWithHeaders(
    versionId ? methodNotAllowed(request.method, 'DeleteMarker') : noSuchKey(request.key),
    markerHeaders(bucket, found, versionId !== null),
  );
}

function markerHeaders(bucket: Bucket, marker: ObjectVersion, byId: boolean): Record<string, string> {
  return {
    'x-amz-delete-marker': 'true',
    'x-amz-version-id': shownVersionId(bucket, marker) ?? marker.versionId,
    ...(byId ? { allow: 'DELETE', 'last-modified': new Date(marker.lastModified).toUTCString() } : {}),
  };
}
