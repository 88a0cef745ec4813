import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

export const deletePublicAccessBlock: Operation = {
  name: 'DeletePublicAccessBlock',
  action: 's3:PutBucketPublicAccessBlock',
  handle(context, request) {
    bucketOf(context, request.bucket).publicAccess = null;
    return { status: 204 };
  },
};
