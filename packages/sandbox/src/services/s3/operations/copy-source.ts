import { invalidArgument, invalidRequest, noSuchKey } from '../errors.js';
import { assertCopySource } from '../read-conditions.js';
import { header, type S3Context, type S3Request } from '../request.js';
import type { Bucket, StoredObject } from '../state.js';
import { bucketOf, shownVersionId, versionOf } from '../versions.js';

export interface CopySource {
  readonly bucket: Bucket;
  readonly object: StoredObject;
  /** For `x-amz-copy-source-version-id`. */
  readonly versionId: string | undefined;
}

/** The object that `x-amz-copy-source` names, once its conditions hold (412 otherwise). */
export function findCopySource(context: S3Context, request: S3Request): CopySource {
  const named = header(request, 'x-amz-copy-source') ?? '';
  const [, path = '', versionId] = /^\/?(.*?)(?:\?versionId=(.*))?$/s.exec(named) ?? [];
  const [bucketName, key] = split(path, named);
  const bucket = bucketOf(context, bucketName);
  const found = versionId ? versionOf(bucket, key, versionId) : bucket.versions.get(key)?.[0];
  if (found?.kind === 'delete-marker' && versionId) {
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  }
  if (found?.kind !== 'object') throw noSuchKey(key);
  assertCopySource(request, found, context.now());
  return { bucket, object: found, versionId: shownVersionId(bucket, found) };
}

function split(path: string, named: string): [bucket: string, key: string] {
  const slash = path.search(/\/|%2F/i);
  if (slash < 1) throw malformed(named);
  const rest = path.slice(slash).replace(/^(\/|%2F)/i, '');
  try {
    const key = decodeURIComponent(rest);
    if (key !== '') return [decodeURIComponent(path.slice(0, slash)), key];
  } catch {
    // Not UTF-8: as malformed as no key at all.
  }
  throw malformed(named);
}

function malformed(named: string) {
  return invalidArgument(
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    'x-amz-copy-source',
    named,
  );
}
