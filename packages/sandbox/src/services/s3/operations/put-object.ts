import { encryptionHeaders, readMetadata, readTaggingHeader } from '../metadata.js';
import { checksumHeaders, quoted } from '../object-answers.js';
import { receiveBlob } from '../receive.js';
import { header, type Operation } from '../request.js';
import type { ObjectChecksum } from '../state.js';
import { bucketOf, commitObject, currentObject, shownVersionId } from '../versions.js';
import { assertWritable, readWriteCondition } from '../write-conditions.js';

/** Conditions are judged when the bytes are there: of two racing writers the first to finish wins (contract D). */
export const putObject: Operation = {
  name: 'PutObject',
  action: 's3:PutObject',
  async handle(context, request) {
    bucketOf(context, request.bucket);
    const condition = readWriteCondition(request);
    const metadata = readMetadata(request);
    const tags = readTaggingHeader(header(request, 'x-amz-tagging'));
    const received = await receiveBlob(context, request, 'CRC64NVME');
    try {
      const bucket = bucketOf(context, request.bucket);
      assertWritable(condition, request.key, currentObject(bucket, request.key));
      const { algorithm, value } = received.checksum;
      const checksum: ObjectChecksum = { algorithm, value, type: 'FULL_OBJECT' };
      const { blob, bytes, eTag } = received;
      const draft = { key: request.key, blob, bytes, eTag, metadata, checksum, parts: null, tags };
      const object = commitObject(context, bucket, draft);
      return {
        status: 200,
        headers: {
          etag: quoted(eTag),
          'x-amz-version-id': shownVersionId(bucket, object),
          ...checksumHeaders(checksum),
          ...encryptionHeaders(object.metadata),
        },
      };
    } catch (error) {
      context.blobs.discard(received.blob);
      throw error;
    }
  },
};
