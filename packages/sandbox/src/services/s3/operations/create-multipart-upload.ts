import { randomBytes } from 'node:crypto';
import { encryptionHeaders, readMetadata, readTaggingHeader } from '../metadata.js';
import { header, type Operation } from '../request.js';
import type { Upload } from '../state.js';
import { readUploadChecksum } from '../uploads.js';
import { bucketOf, nextSequence, wholeSeconds } from '../versions.js';

export const createMultipartUpload: Operation = {
  name: 'CreateMultipartUpload',
  action: 's3:PutObject',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    const checksum = readUploadChecksum(request);
    const upload: Upload = {
      id: randomBytes(48).toString('base64url').replaceAll('-', '.'),
      key: request.key,
      initiated: wholeSeconds(context.now()),
      sequence: nextSequence(context),
      metadata: readMetadata(request),
      tags: readTaggingHeader(header(request, 'x-amz-tagging')),
      checksum,
      parts: new Map(),
      keyDeleted: false,
    };
    bucket.uploads.set(upload.id, upload);
    const content = { Bucket: bucket.name, Key: upload.key, UploadId: upload.id };
    return {
      status: 200,
      headers: {
        'x-amz-checksum-algorithm': checksum?.algorithm,
        'x-amz-checksum-type': checksum?.type,
        ...encryptionHeaders(upload.metadata),
      },
      xml: { root: 'InitiateMultipartUploadResult', content },
    };
  },
};
