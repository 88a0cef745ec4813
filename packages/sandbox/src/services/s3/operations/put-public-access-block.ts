import { receiveXml } from '../receive.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';
import { textOf } from '../xml.js';

/** What the request leaves out is off. */
export const putPublicAccessBlock: Operation = {
  name: 'PutPublicAccessBlock',
  action: 's3:PutBucketPublicAccessBlock',
  async handle(context, request) {
    bucketOf(context, request.bucket);
    const document = await receiveXml(request, 'PublicAccessBlockConfiguration');
    const on = (name: string) => textOf(document, name)?.trim().toLowerCase() === 'true';
    bucketOf(context, request.bucket).publicAccess = {
      BlockPublicAcls: on('BlockPublicAcls'),
      IgnorePublicAcls: on('IgnorePublicAcls'),
      BlockPublicPolicy: on('BlockPublicPolicy'),
      RestrictPublicBuckets: on('RestrictPublicBuckets'),
    };
    return { status: 200 };
  },
};
