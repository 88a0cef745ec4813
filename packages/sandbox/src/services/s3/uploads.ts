import { CHECKSUMS, isChecksumAlgorithm, type ChecksumAlgorithm } from './checksums/algorithms.js';
import { invalidArgument, invalidRequest, noSuchUpload } from './errors.js';
import { header, type S3Request } from './request.js';
import type { Bucket, Upload, UploadedPart } from './state.js';

export const MAX_PARTS = 10_000;

/** The upload the request names; NoSuchUpload when there is none of that id for that key. */
export function uploadOf(bucket: Bucket, request: Pick<S3Request, 'key' | 'query'>): Upload {
  const id = request.query.get('uploadId') ?? '';
  const upload = bucket.uploads.get(id);
  if (!upload || upload.key !== request.key) throw noSuchUpload(id);
  return upload;
}

/** 1 to 10,000; InvalidArgument otherwise. */
export function readPartNumber(query: URLSearchParams): number {
  const text = query.get('partNumber') ?? '';
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MAX_PARTS) return number;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
}

/** The checksum a new upload will have (contract D): the named algorithm with its default or the named type. */
export function readUploadChecksum(request: Pick<S3Request, 'headers'>): Upload['checksum'] {
  const algorithm = header(request, 'x-amz-checksum-algorithm')?.toUpperCase();
  const type = header(request, 'x-amz-checksum-type')?.toUpperCase();
  if (algorithm === undefined) {
    if (type === undefined) return null;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  if (!isChecksumAlgorithm(algorithm)) {
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const { types } = CHECKSUMS[algorithm];
  if (type === undefined) return { algorithm, type: types[0] };
  const known = types.find((one) => one === type);
  if (known) return { algorithm, type: known };
  if (type !== 'COMPOSITE' && type !== 'FULL_OBJECT') {
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  throw invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}

/**
 * A part has to come with the algorithm its upload was created with; without any it is computed, unless the upload is
 * composite and the client has to say it.
 */
export function assertPartChecksum(upload: Upload, given: ChecksumAlgorithm | null): void {
  if (!upload.checksum || given === upload.checksum.algorithm) return;
  if (given === null && upload.checksum.type === 'FULL_OBJECT') return;
  const expected = upload.checksum.algorithm.toLowerCase();
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${given?.toLowerCase() ?? 'null'}`,
  );
}

/** Puts the part in its place; returns the blob of the part that it replaces. */
export function replacePart(upload: Upload, part: UploadedPart): string | undefined {
  const replaced = upload.parts.get(part.number);
  upload.parts.set(part.number, part);
  return replaced?.blob;
}

export function partsInOrder(upload: Upload): UploadedPart[] {
  return [...upload.parts.values()].sort((a, b) => a.number - b.number);
}
