import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

export const headBucket: Operation = {
  name: 'HeadBucket',
  action: 's3:ListBucket',
  handle(context, request) {
    bucketOf(context, request.bucket);
    return {
      status: 200,
      headers: {
        'content-type': 'application/xml',
        'x-amz-bucket-region': context.region,
        'x-amz-access-point-alias': 'false',
      },
    };
  },
};
