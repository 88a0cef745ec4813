import { page, readListing, walkKeys, type Listed } from '../listing.js';
import { ownerOf } from '../object-answers.js';
import type { Operation } from '../request.js';
import { createSortedKeys } from '../sorted-keys.js';
import type { Upload } from '../state.js';
import { bucketOf } from '../versions.js';

export const listMultipartUploads: Operation = {
  name: 'ListMultipartUploads',
  action: 's3:ListBucketMultipartUploads',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    const { query } = request;
    const { prefix, delimiter, limit, type, encode } = readListing(query, 'max-uploads');
    const marker = { key: query.get('key-marker') ?? '', uploadId: query.get('upload-id-marker') ?? '' };
    const lines = uploadLines([...bucket.uploads.values()], prefix, delimiter, marker);
    const { items, truncated } = page(lines, limit);
    const last = items.at(-1);
    const owner = ownerOf(context);
    const content = {
      Bucket: bucket.name,
      KeyMarker: encode(marker.key),
      UploadIdMarker: marker.uploadId,
      NextKeyMarker: truncated && last ? encode(last.kind === 'prefix' ? last.prefix : last.upload.key) : undefined,
      NextUploadIdMarker: truncated && last?.kind === 'upload' ? last.upload.id : undefined,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: type,
      MaxUploads: limit,
      IsTruncated: truncated,
      Upload: items.flatMap((item) =>
        item.kind === 'upload' ? [uploadElement(item.upload, encode(item.upload.key), owner)] : [],
      ),
      CommonPrefixes: items.flatMap((item) => (item.kind === 'prefix' ? [{ Prefix: encode(item.prefix) }] : [])),
    };
    return { status: 200, xml: { root: 'ListMultipartUploadsResult', content } };
  },
};

type UploadLine = { readonly kind: 'upload'; readonly upload: Upload } | Extract<Listed, { kind: 'prefix' }>;

/** By key, then by time; with an upload id marker the rest of the marker's own key comes first. */
function* uploadLines(
  uploads: readonly Upload[],
  prefix: string,
  delimiter: string,
  marker: { readonly key: string; readonly uploadId: string },
): Generator<UploadLine> {
  const byKey = groupByKey(uploads);
  const walk = {
    keys: createSortedKeys(byKey.keys()),
    prefix,
    delimiter,
    after: marker.key,
    inclusive: marker.uploadId !== '',
    afterPrefix: delimiter !== '' && marker.key.endsWith(delimiter),
    includes: () => true,
  };
  for (const line of walkKeys(walk)) {
    if (line.kind === 'prefix') {
      yield line;
      continue;
    }
    const ofKey = byKey.get(line.key) ?? [];
    const seen = line.key === marker.key ? ofKey.findIndex((upload) => upload.id === marker.uploadId) + 1 : 0;
    for (const upload of ofKey.slice(seen)) yield { kind: 'upload', upload };
  }
}

function groupByKey(uploads: readonly Upload[]): Map<string, Upload[]> {
  const groups = new Map<string, Upload[]>();
  for (const upload of [...uploads].sort((a, b) => a.sequence - b.sequence)) {
    const group = groups.get(upload.key);
    if (group) group.push(upload);
    else groups.set(upload.key, [upload]);
  }
  return groups;
}

function uploadElement(upload: Upload, key: string, owner: object): object {
  return {
    Key: key,
    UploadId: upload.id,
    Initiator: owner,
    Owner: owner,
    StorageClass: upload.metadata.storageClass,
    Initiated: new Date(upload.initiated),
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
  };
}
