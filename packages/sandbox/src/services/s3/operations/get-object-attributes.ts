import { CHECKSUMS } from '../checksums/algorithms.js';
import { invalidArgument, invalidRequest } from '../errors.js';
import { page } from '../listing.js';
import { checksumElements } from '../object-answers.js';
import { isUnchanged } from '../read-conditions.js';
import { header, type Operation, type S3Request } from '../request.js';
import type { StoredObject } from '../state.js';
import { shownVersionId } from '../versions.js';
import { findObject } from './find-object.js';
import { readPartMarker } from './list-parts.js';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

/** The ETag stands without quotes here. Single parts are listed only for composite uploads. */
export const getObjectAttributes: Operation = {
  name: 'GetObjectAttributes',
  action: 's3:GetObjectAttributes',
  versionAction: 's3:GetObjectVersionAttributes',
  handle(context, request) {
    const wanted = readAttributes(request);
    const { bucket, object } = findObject(context, request);
    isUnchanged(request, object, context.now());
    const content = {
      ETag: wanted.has('ETag') ? object.eTag : undefined,
      Checksum: wanted.has('Checksum') ? checksumElements(object.checksum) : undefined,
      ObjectParts: wanted.has('ObjectParts') ? partsElement(request, object) : undefined,
      StorageClass: wanted.has('StorageClass') ? object.metadata.storageClass : undefined,
      ObjectSize: wanted.has('ObjectSize') ? object.bytes : undefined,
    };
    return {
      status: 200,
      headers: {
        'last-modified': new Date(object.lastModified).toUTCString(),
        'x-amz-version-id': shownVersionId(bucket, object),
      },
      xml: { root: 'GetObjectAttributesResponse', content },
    };
  },
};

function readAttributes(request: S3Request): Set<string> {
  const text = header(request, 'x-amz-object-attributes');
  if (text === undefined) {
    throw invalidRequest(
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  }
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !ATTRIBUTES.includes(name));
  if (wrong !== undefined) throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', wrong);
  return new Set(names);
}

function partsElement(request: S3Request, object: StoredObject): object | undefined {
  if (!object.parts) return undefined;
  const marker = readPartMarker(header(request, 'x-amz-part-number-marker') ?? null);
  const limit = Number(header(request, 'x-amz-max-parts') ?? 1000);
  const { element } = CHECKSUMS[object.checksum.algorithm];
  const listed = object.parts.filter((part) => part.checksum !== null && part.number > marker);
  const { items, truncated } = page(listed, limit);
  const single = {
    PartNumberMarker: marker,
    NextPartNumberMarker: items.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: truncated,
    Part: items.map((part) => ({ PartNumber: part.number, Size: part.bytes, [element]: part.checksum })),
  };
  return { PartsCount: object.parts.length, ...(object.checksum.type === 'COMPOSITE' ? single : {}) };
}
