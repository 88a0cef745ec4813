import { createHash } from 'node:crypto';
import { CHECKSUMS, isChecksumAlgorithm, type ChecksumAlgorithm } from '../checksums/algorithms.js';
import { invalidArgument, invalidRequest } from '../errors.js';
import { encryptionHeaders, readMetadata, readTaggingHeader } from '../metadata.js';
import { checksumElements, quoted } from '../object-answers.js';
import { header, type Operation, type S3Context, type S3Request } from '../request.js';
import type { ObjectChecksum, ObjectMetadata, StoredObject } from '../state.js';
import { bucketOf, commitObject, currentObject, shownVersionId } from '../versions.js';
import { assertWritable, readWriteCondition } from '../write-conditions.js';
import { findCopySource } from './copy-source.js';

/** Copies on the server: conditions on the source are 412, those on the destination as in PutObject (contract D). */
export const copyObject: Operation = {
  name: 'CopyObject',
  action: 's3:PutObject',
  async handle(context, request) {
    bucketOf(context, request.bucket);
    const condition = readWriteCondition(request);
    const source = findCopySource(context, request);
    const replaced = replacements(request);
    refuseIdleCopy(request, source.bucket.name, source.object.key, replaced.metadata !== null);
    const copied = await copyBytes(context, request, source.object);
    try {
      const bucket = bucketOf(context, request.bucket);
      assertWritable(condition, request.key, currentObject(bucket, request.key));
      const object = commitObject(context, bucket, {
        ...copied,
        key: request.key,
        bytes: source.object.bytes,
        metadata: replaced.metadata ?? keptMetadata(request, source.object),
        tags: replaced.tags ?? source.object.tags,
        parts: null,
      });
      const content = {
        LastModified: new Date(object.lastModified),
        ETag: quoted(object.eTag),
        ...checksumElements(object.checksum),
      };
      return {
        status: 200,
        headers: {
          'x-amz-version-id': shownVersionId(bucket, object),
          'x-amz-copy-source-version-id': source.versionId,
          ...encryptionHeaders(object.metadata),
        },
        xml: { root: 'CopyObjectResult', content },
      };
    } catch (error) {
      context.blobs.discard(copied.blob);
      throw error;
    }
  },
};

/** Metadata and tags the request brings itself; null where the source's are kept. */
function replacements(request: S3Request): { metadata: ObjectMetadata | null; tags: Record<string, string> | null } {
  return {
    metadata: directive(request, 'x-amz-metadata-directive') === 'REPLACE' ? readMetadata(request) : null,
    tags:
      directive(request, 'x-amz-tagging-directive') === 'REPLACE'
        ? readTaggingHeader(header(request, 'x-amz-tagging'))
        : null,
  };
}

function directive(request: S3Request, name: string): 'COPY' | 'REPLACE' {
  const value = header(request, name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(
    `Unknown ${name === 'x-amz-metadata-directive' ? 'metadata' : 'tagging'} directive.`,
    name,
    value,
  );
}

function keptMetadata(request: S3Request, source: StoredObject): ObjectMetadata {
  // The storage class is the one thing that is never copied along.
  return { ...source.metadata, storageClass: header(request, 'x-amz-storage-class') ?? 'STANDARD' };
}

function refuseIdleCopy(request: S3Request, bucket: string, key: string, replacesMetadata: boolean): void {
  const changes = replacesMetadata || header(request, 'x-amz-storage-class') !== undefined;
  const named = header(request, 'x-amz-copy-source') ?? '';
  if (bucket !== request.bucket || key !== request.key || changes || named.includes('?versionId=')) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

async function copyBytes(
  context: S3Context,
  request: S3Request,
  source: StoredObject,
): Promise<{ blob: string; eTag: string; checksum: ObjectChecksum }> {
  const algorithm = requestedAlgorithm(request) ?? source.checksum.algorithm;
  const md5 = createHash('md5');
  const digest = CHECKSUMS[algorithm].create();
  const { blob } = await context.blobs.write(context.blobs.read(source.blob, 0, source.bytes - 1), [md5, digest]);
  const checksum = { algorithm, type: 'FULL_OBJECT', value: digest.digest().toString('base64') } as const;
  return { blob, eTag: md5.digest('hex'), checksum };
}

function requestedAlgorithm(request: S3Request): ChecksumAlgorithm | undefined {
  const named = header(request, 'x-amz-checksum-algorithm')?.toUpperCase();
  if (named === undefined || isChecksumAlgorithm(named)) return named;
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}
