import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

/** Empty while versioning was never turned on. */
export const getBucketVersioning: Operation = {
  name: 'GetBucketVersioning',
  action: 's3:GetBucketVersioning',
  handle(context, request) {
    const { versioning } = bucketOf(context, request.bucket);
    const content = { Status: versioning === 'Off' ? undefined : versioning };
    return { status: 200, xml: { root: 'VersioningConfiguration', content } };
  },
};
