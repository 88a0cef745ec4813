import { AwsError } from '../../service.js';
import { malformedXml } from '../errors.js';
import { receiveXml } from '../receive.js';
import type { Operation, S3Context } from '../request.js';
import type { Bucket } from '../state.js';
import { bucketOf, currentObject } from '../versions.js';
import { assertDeletable } from '../write-conditions.js';
import { childrenOf, textOf, type XmlNode } from '../xml.js';
import { deleteOne } from './delete-object.js';

const MAX_KEYS = 1000;

/** Answers 200 with one entry a key; a key whose ETag condition fails is an `Error` entry. */
export const deleteObjects: Operation = {
  name: 'DeleteObjects',
  action: 's3:DeleteObject',
  async handle(context, request) {
    bucketOf(context, request.bucket);
    const document = await receiveXml(request, 'Delete', { lists: ['Object'], integrityRequired: true });
    const objects = childrenOf(document, 'Object').map(readIdentifier);
    if (objects.length === 0 || objects.length > MAX_KEYS) throw malformedXml();
    const bucket = bucketOf(context, request.bucket);
    const results = objects.map((one) => attempt(context, bucket, one));
    const quiet = textOf(document, 'Quiet')?.trim() === 'true';
    const content = {
      Deleted: quiet ? [] : results.filter((result) => !('Code' in result)),
      Error: results.filter((result) => 'Code' in result),
    };
    return { status: 200, xml: { root: 'DeleteResult', content } };
  },
};

interface Identifier {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly eTag: string | undefined;
}

function readIdentifier(node: XmlNode): Identifier {
  const key = textOf(node, 'Key');
  if (key === undefined || key === '') throw malformedXml();
  return { key, versionId: textOf(node, 'VersionId'), eTag: textOf(node, 'ETag') };
}

function attempt(context: S3Context, bucket: Bucket, { key, versionId, eTag }: Identifier): object {
  try {
    assertDeletable(eTag, key, currentObject(bucket, key));
    const deleted = deleteOne(context, bucket, key, versionId ?? null);
    return {
      Key: key,
      VersionId: versionId,
      DeleteMarker: deleted.isMarker || undefined,
      DeleteMarkerVersionId: deleted.isMarker ? deleted.versionId : undefined,
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Key: key, VersionId: versionId, Code: error.code, Message: error.message };
  }
}
