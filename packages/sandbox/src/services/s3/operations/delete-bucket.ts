import { bucketNotEmpty } from '../errors.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

/** Only an empty bucket goes: versions and delete markers count, uploads in progress are dropped with it. */
export const deleteBucket: Operation = {
  name: 'DeleteBucket',
  action: 's3:DeleteBucket',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    if (bucket.versions.size > 0) throw bucketNotEmpty(bucket.name);
    context.state.buckets.delete(bucket.name);
    for (const upload of bucket.uploads.values()) {
      for (const part of upload.parts.values()) context.blobs.discard(part.blob);
    }
    return { status: 204 };
  },
};
