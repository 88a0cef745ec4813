import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

/** The oldest region answers with an empty element. */
export const getBucketLocation: Operation = {
  name: 'GetBucketLocation',
  action: 's3:GetBucketLocation',
  handle(context, request) {
    bucketOf(context, request.bucket);
    const content = context.region === 'us-east-1' ? '' : context.region;
    return { status: 200, xml: { root: 'LocationConstraint', content } };
  },
};
