import type { Digest } from '../checksums/algorithms.js';
import { CHECKSUMS } from '../checksums/algorithms.js';
import { assertWhole, chooseParts, compositeChecksum, multipartETag } from '../complete-parts.js';
import { encryptionHeaders } from '../metadata.js';
import { checksumElements, quoted } from '../object-answers.js';
import { receiveXml } from '../receive.js';
import type { Operation, S3Context } from '../request.js';
import type { ObjectChecksum, PartSummary, Upload, UploadedPart } from '../state.js';
import { uploadOf } from '../uploads.js';
import { bucketOf, commitObject, currentObject, shownVersionId } from '../versions.js';
import { assertCompletable, readWriteCondition } from '../write-conditions.js';

/** Joins the listed parts. Whatever fails, a condition too, leaves the upload open (contract D). */
export const completeMultipartUpload: Operation = {
  name: 'CompleteMultipartUpload',
  action: 's3:PutObject',
  async handle(context, request) {
    const condition = readWriteCondition(request);
    uploadOf(bucketOf(context, request.bucket), request);
    const document = await receiveXml(withoutWholeChecksum(request), 'CompleteMultipartUpload', { lists: ['Part'] });
    const upload = openUpload();
    const parts = chooseParts(upload, document);
    const { blob, bytes, checksum } = await join(context, upload, parts);
    try {
      assertWhole(request, checksum, bytes);
      const bucket = bucketOf(context, request.bucket);
      openUpload();
      const draft = {
        key: upload.key,
        blob,
        bytes,
        eTag: multipartETag(parts),
        metadata: upload.metadata,
        tags: upload.tags,
        checksum,
        parts: parts.map((part) => summary(part, checksum)),
      };
      const object = commitObject(context, bucket, draft);
      bucket.uploads.delete(upload.id);
      for (const part of upload.parts.values()) context.blobs.discard(part.blob);
      const content = {
        Location: `${request.origin}/${bucket.name}/${encodeURIComponent(upload.key)}`,
        Bucket: bucket.name,
        Key: upload.key,
        ETag: quoted(object.eTag),
        ...checksumElements(checksum),
      };
      return {
        status: 200,
        headers: { 'x-amz-version-id': shownVersionId(bucket, object), ...encryptionHeaders(object.metadata) },
        xml: { root: 'CompleteMultipartUploadResult', content },
      };
    } catch (error) {
      context.blobs.discard(blob);
      throw error;
    }

    // Asked before the work and again in the turn of the commit: a race must not be won by both sides.
    function openUpload(): Upload {
      const bucket = bucketOf(context, request.bucket);
      const open = uploadOf(bucket, request);
      assertCompletable(condition, open, currentObject(bucket, request.key));
      return open;
    }
  },
};

/** Here the checksum headers speak of the object, not of the document that travels with them. */
function withoutWholeChecksum<T extends { readonly headers: object }>(request: T): T {
  const headers = Object.entries(request.headers).filter(
    ([name]) => !/^x-amz-(checksum-|sdk-checksum-|trailer$)/.test(name),
  );
  return { ...request, headers: Object.fromEntries(headers) };
}

async function join(
  context: S3Context,
  upload: Upload,
  parts: readonly UploadedPart[],
): Promise<{ blob: string; bytes: number; checksum: ObjectChecksum }> {
  const composite = upload.checksum?.type === 'COMPOSITE' ? upload.checksum.algorithm : null;
  const algorithm = upload.checksum?.algorithm ?? 'CRC64NVME';
  const whole: Digest | null = composite ? null : CHECKSUMS[algorithm].create();
  const release = parts.map((part) => context.blobs.hold(part.blob));
  try {
    const { blob, bytes } = await context.blobs.write(bytesOf(context, parts), whole ? [whole] : []);
    const checksum: ObjectChecksum = whole
      ? { algorithm, type: 'FULL_OBJECT', value: whole.digest().toString('base64') }
      : compositeChecksum(algorithm, parts);
    return { blob, bytes, checksum };
  } finally {
    for (const letGo of release) letGo();
  }
}

async function* bytesOf(context: S3Context, parts: readonly UploadedPart[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    for await (const chunk of context.blobs.read(part.blob, 0, part.bytes - 1)) yield chunk as Uint8Array;
  }
}

function summary(part: UploadedPart, whole: ObjectChecksum): PartSummary {
  const checksum = whole.type === 'COMPOSITE' ? (part.checksum?.value ?? null) : null;
  return { number: part.number, bytes: part.bytes, checksum };
}
