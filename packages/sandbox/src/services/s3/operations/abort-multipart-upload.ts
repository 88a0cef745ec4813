import type { Operation } from '../request.js';
import { uploadOf } from '../uploads.js';
import { bucketOf } from '../versions.js';

export const abortMultipartUpload: Operation = {
  name: 'AbortMultipartUpload',
  action: 's3:AbortMultipartUpload',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    const upload = uploadOf(bucket, request);
    bucket.uploads.delete(upload.id);
    for (const part of upload.parts.values()) context.blobs.discard(part.blob);
    return { status: 204 };
  },
};
