import { noSuchLifecycleConfiguration } from '../errors.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';
import { MINIMUM_SIZE_HEADER } from './put-bucket-lifecycle-configuration.js';

export const getBucketLifecycleConfiguration: Operation = {
  name: 'GetBucketLifecycleConfiguration',
  action: 's3:GetLifecycleConfiguration',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    if (!bucket.lifecycle) throw noSuchLifecycleConfiguration(bucket.name);
    const content = { Rule: bucket.lifecycle };
    return { status: 200, headers: MINIMUM_SIZE_HEADER, xml: { root: 'LifecycleConfiguration', content } };
  },
};
