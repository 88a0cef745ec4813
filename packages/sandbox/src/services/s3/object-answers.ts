import { createHash } from 'node:crypto';
import { CHECKSUMS } from './checksums/algorithms.js';
import { encryptionHeaders, metadataHeaders } from './metadata.js';
import { header, type S3Context, type S3Request } from './request.js';
import type { Bucket, ObjectChecksum, StoredObject } from './state.js';
import { shownVersionId } from './versions.js';

export const quoted = (eTag: string) => `"${eTag}"`;

/** Headers that HEAD and GET show of an object. */
export function objectHeaders(
  request: S3Request,
  bucket: Bucket,
  object: StoredObject,
): Record<string, string | number | undefined> {
  const tags = Object.keys(object.tags).length;
  return {
    ...metadataHeaders(object.metadata),
    ...encryptionHeaders(object.metadata),
    etag: quoted(object.eTag),
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-version-id': shownVersionId(bucket, object),
    'x-amz-tagging-count': tags > 0 ? tags : undefined,
    ...(header(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' ? checksumHeaders(object.checksum) : {}),
  };
}

export function checksumHeaders(checksum: ObjectChecksum): Record<string, string> {
  return { [CHECKSUMS[checksum.algorithm].header]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** The checksum as elements of an XML answer. */
export function checksumElements(checksum: ObjectChecksum): Record<string, string> {
  return { [CHECKSUMS[checksum.algorithm].element]: checksum.value, ChecksumType: checksum.type };
}

/** The account's canonical user. */
export function ownerOf(context: Pick<S3Context, 'account'>): { readonly ID: string } {
  return { ID: createHash('sha256').update(`canonical user ${context.account}`).digest('hex') };
}
