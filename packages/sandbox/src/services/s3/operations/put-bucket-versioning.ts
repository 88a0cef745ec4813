import { malformedXml, notInSandbox } from '../errors.js';
import { receiveXml } from '../receive.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';
import { textOf } from '../xml.js';

export const putBucketVersioning: Operation = {
  name: 'PutBucketVersioning',
  action: 's3:PutBucketVersioning',
  async handle(context, request) {
    bucketOf(context, request.bucket);
    const document = await receiveXml(request, 'VersioningConfiguration');
    if (textOf(document, 'MfaDelete') === 'Enabled') throw notInSandbox('MFA delete');
    const status = textOf(document, 'Status');
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
    bucketOf(context, request.bucket).versioning = status;
    return { status: 200 };
  },
};
