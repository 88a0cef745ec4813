import { noSuchPublicAccessBlock } from '../errors.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

export const getPublicAccessBlock: Operation = {
  name: 'GetPublicAccessBlock',
  action: 's3:GetBucketPublicAccessBlock',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    if (!bucket.publicAccess) throw noSuchPublicAccessBlock(bucket.name);
    return { status: 200, xml: { root: 'PublicAccessBlockConfiguration', content: bucket.publicAccess } };
  },
};
