import { createHash } from 'node:crypto';
import { invalidArgument } from '../errors.js';
import { CHECKSUMS } from '../checksums/algorithms.js';
import { encryptionHeaders } from '../metadata.js';
import { quoted } from '../object-answers.js';
import { header, type Operation } from '../request.js';
import { readPartNumber, replacePart, uploadOf } from '../uploads.js';
import { bucketOf, wholeSeconds } from '../versions.js';
import { findCopySource } from './copy-source.js';

/** A part made of an object, or of a range of it, that S3 already has. */
export const uploadPartCopy: Operation = {
  name: 'UploadPartCopy',
  action: 's3:PutObject',
  async handle(context, request) {
    const number = readPartNumber(request.query);
    const { checksum: wanted } = uploadOf(bucketOf(context, request.bucket), request);
    const { object, versionId } = findCopySource(context, request);
    const { start, end } = readCopyRange(header(request, 'x-amz-copy-source-range'), object.bytes);
    const md5 = createHash('md5');
    const digest = CHECKSUMS[wanted?.algorithm ?? 'CRC64NVME'].create();
    const { blob, bytes } = await context.blobs.write(context.blobs.read(object.blob, start, end), [md5, digest]);
    try {
      const checksum = wanted && { algorithm: wanted.algorithm, value: digest.digest().toString('base64') };
      const eTag = md5.digest('hex');
      const lastModified = wholeSeconds(context.now());
      const upload = uploadOf(bucketOf(context, request.bucket), request);
      const replaced = replacePart(upload, { number, blob, bytes, eTag, lastModified, checksum });
      if (replaced) context.blobs.discard(replaced);
      const content = {
        LastModified: new Date(lastModified),
        ETag: quoted(eTag),
        ...(checksum ? { [CHECKSUMS[checksum.algorithm].element]: checksum.value } : {}),
      };
      return {
        status: 200,
        headers: { 'x-amz-copy-source-version-id': versionId, ...encryptionHeaders(upload.metadata) },
        xml: { root: 'CopyPartResult', content },
      };
    } catch (error) {
      context.blobs.discard(blob);
      throw error;
    }
  },
};

/** Unlike a read's range this one has both ends, inside the object; InvalidArgument otherwise. */
function readCopyRange(value: string | undefined, size: number): { start: number; end: number } {
  if (value === undefined) return { start: 0, end: size - 1 };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(value) ?? [];
  if (first === undefined || last === undefined || Number(first) > Number(last)) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      value,
    );
  }
  if (Number(last) >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      'x-amz-copy-source-range',
      value,
    );
  }
  return { start: Number(first), end: Number(last) };
}
