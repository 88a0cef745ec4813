import { CHECKSUMS } from '../checksums/algorithms.js';
import { invalidArgument } from '../errors.js';
import { page, readLimit } from '../listing.js';
import { ownerOf, quoted } from '../object-answers.js';
import type { Operation } from '../request.js';
import type { Upload, UploadedPart } from '../state.js';
import { partsInOrder, uploadOf } from '../uploads.js';
import { bucketOf } from '../versions.js';

/** Part checksums show only when the upload was created with an algorithm (contract D). */
export const listParts: Operation = {
  name: 'ListParts',
  action: 's3:ListMultipartUploadParts',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    const upload = uploadOf(bucket, request);
    const marker = readPartMarker(request.query.get('part-number-marker'));
    const limit = readLimit(request.query, 'max-parts');
    const behind = partsInOrder(upload).filter((part) => part.number > marker);
    const { items, truncated } = page(behind, limit);
    const owner = ownerOf(context);
    const content = {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: marker,
      NextPartNumberMarker: items.at(-1)?.number ?? 0,
      MaxParts: limit,
      IsTruncated: truncated,
      Part: items.map((part) => partElement(upload, part)),
      Initiator: owner,
      Owner: owner,
      StorageClass: upload.metadata.storageClass,
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    };
    return { status: 200, xml: { root: 'ListPartsResult', content } };
  },
};

/** 0 when absent. */
export function readPartMarker(text: string | null): number {
  if (text === null || text === '') return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalidArgument(
    'Provided part-number-marker not an integer or within integer range',
    'part-number-marker',
    text,
  );
}

function partElement(upload: Upload, part: UploadedPart): object {
  const shown = upload.checksum && part.checksum;
  return {
    PartNumber: part.number,
    LastModified: new Date(part.lastModified),
    ETag: quoted(part.eTag),
    Size: part.bytes,
    ...(shown ? { [CHECKSUMS[shown.algorithm].element]: shown.value } : {}),
  };
}
