import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

export const deleteBucketLifecycle: Operation = {
  name: 'DeleteBucketLifecycle',
  action: 's3:PutLifecycleConfiguration',
  handle(context, request) {
    bucketOf(context, request.bucket).lifecycle = null;
    return { status: 204 };
  },
};
