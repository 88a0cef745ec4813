import { abortMultipartUpload } from './operations/abort-multipart-upload.js';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './operations/bucket-policy.js';
import {
  deleteBucketEncryption,
  deleteBucketOwnershipControls,
  deleteBucketTagging,
  getBucketEncryption,
  getBucketLogging,
  getBucketOwnershipControls,
  getBucketTagging,
  putBucketEncryption,
  putBucketLogging,
  putBucketOwnershipControls,
  putBucketTagging,
} from './operations/bucket-settings.js';
import { completeMultipartUpload } from './operations/complete-multipart-upload.js';
import { copyObject } from './operations/copy-object.js';
import { createBucket } from './operations/create-bucket.js';
import { createMultipartUpload } from './operations/create-multipart-upload.js';
import { deleteBucketLifecycle } from './operations/delete-bucket-lifecycle.js';
import { deleteBucket } from './operations/delete-bucket.js';
import { deleteObjectTagging } from './operations/delete-object-tagging.js';
import { deleteObject } from './operations/delete-object.js';
import { deleteObjects } from './operations/delete-objects.js';
import { deletePublicAccessBlock } from './operations/delete-public-access-block.js';
import { getBucketLifecycleConfiguration } from './operations/get-bucket-lifecycle-configuration.js';
import { getBucketLocation } from './operations/get-bucket-location.js';
import { getBucketVersioning } from './operations/get-bucket-versioning.js';
import { getObjectAttributes } from './operations/get-object-attributes.js';
import { getObjectTagging } from './operations/get-object-tagging.js';
import { getObject } from './operations/get-object.js';
import { getPublicAccessBlock } from './operations/get-public-access-block.js';
import { headBucket } from './operations/head-bucket.js';
import { headObject } from './operations/head-object.js';
import { listBuckets } from './operations/list-buckets.js';
import { listMultipartUploads } from './operations/list-multipart-uploads.js';
import { listObjectVersions } from './operations/list-object-versions.js';
import { listObjectsV2 } from './operations/list-objects-v2.js';
import { listObjects } from './operations/list-objects.js';
import { listParts } from './operations/list-parts.js';
import { putBucketLifecycleConfiguration } from './operations/put-bucket-lifecycle-configuration.js';
import { putBucketVersioning } from './operations/put-bucket-versioning.js';
import { putObjectTagging } from './operations/put-object-tagging.js';
import { putObject } from './operations/put-object.js';
import { putPublicAccessBlock } from './operations/put-public-access-block.js';
import { uploadPartCopy } from './operations/upload-part-copy.js';
import { uploadPart } from './operations/upload-part.js';
import type { Operation } from './request.js';

export type Level = 'service' | 'bucket' | 'object';

export interface Route {
  readonly method: string;
  readonly level: Level;
  /** Query parameters that make the request this operation. */
  readonly needs: readonly string[];
  /** Query parameters it may have besides; any other is a sub-resource the sandbox lacks. */
  readonly takes: readonly string[];
  /** A header that makes the request this operation. */
  readonly header?: string;
  readonly operation: Operation;
}

const LIST = ['prefix', 'delimiter', 'encoding-type', 'max-keys'];
const RESPONSE = [
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
];
const COPY = 'x-amz-copy-source';

/** Which request is which operation. The first row that fits counts, so the narrower one stands first. */
export const ROUTES: readonly Route[] = [
  row('GET service', '', 'prefix max-buckets continuation-token bucket-region', listBuckets),

  row('GET bucket', 'location', '', getBucketLocation),
  row('GET bucket', 'versioning', '', getBucketVersioning),
  row('GET bucket', 'lifecycle', '', getBucketLifecycleConfiguration),
  row('GET bucket', 'publicAccessBlock', '', getPublicAccessBlock),
  row('GET bucket', 'policy', '', getBucketPolicy),
  row('GET bucket', 'encryption', '', getBucketEncryption),
  row('GET bucket', 'tagging', '', getBucketTagging),
  row('GET bucket', 'ownershipControls', '', getBucketOwnershipControls),
  row('GET bucket', 'logging', '', getBucketLogging),
  row('GET bucket', 'versions', [...LIST, 'key-marker', 'version-id-marker'], listObjectVersions),
  row(
    'GET bucket',
    'uploads',
    ['prefix', 'delimiter', 'encoding-type', 'max-uploads', 'key-marker', 'upload-id-marker'],
    listMultipartUploads,
  ),
  row('GET bucket', 'list-type', [...LIST, 'continuation-token', 'start-after', 'fetch-owner'], listObjectsV2),
  row('GET bucket', '', [...LIST, 'marker'], listObjects),
  row('HEAD bucket', '', '', headBucket),
  row('PUT bucket', 'versioning', '', putBucketVersioning),
  row('PUT bucket', 'lifecycle', '', putBucketLifecycleConfiguration),
  row('PUT bucket', 'publicAccessBlock', '', putPublicAccessBlock),
  row('PUT bucket', 'policy', '', putBucketPolicy),
  row('PUT bucket', 'encryption', '', putBucketEncryption),
  row('PUT bucket', 'tagging', '', putBucketTagging),
  row('PUT bucket', 'ownershipControls', '', putBucketOwnershipControls),
  row('PUT bucket', 'logging', '', putBucketLogging),
  row('PUT bucket', '', '', createBucket),
  row('DELETE bucket', 'lifecycle', '', deleteBucketLifecycle),
  row('DELETE bucket', 'publicAccessBlock', '', deletePublicAccessBlock),
  row('DELETE bucket', 'policy', '', deleteBucketPolicy),
  row('DELETE bucket', 'encryption', '', deleteBucketEncryption),
  row('DELETE bucket', 'tagging', '', deleteBucketTagging),
  row('DELETE bucket', 'ownershipControls', '', deleteBucketOwnershipControls),
  row('DELETE bucket', '', '', deleteBucket),
  row('POST bucket', 'delete', '', deleteObjects),

  row('GET object', 'uploadId', 'max-parts part-number-marker', listParts),
  row('GET object', 'tagging', 'versionId', getObjectTagging),
  row('GET object', 'attributes', 'versionId', getObjectAttributes),
  row('GET object', '', ['versionId', 'partNumber', ...RESPONSE], getObject),
  row('HEAD object', '', ['versionId', 'partNumber', ...RESPONSE], headObject),
  row('PUT object', 'partNumber uploadId', '', uploadPartCopy, COPY),
  row('PUT object', 'partNumber uploadId', '', uploadPart),
  row('PUT object', 'tagging', 'versionId', putObjectTagging),
  row('PUT object', '', '', copyObject, COPY),
  row('PUT object', '', '', putObject),
  row('POST object', 'uploads', '', createMultipartUpload),
  row('POST object', 'uploadId', '', completeMultipartUpload),
  row('DELETE object', 'uploadId', '', abortMultipartUpload),
  row('DELETE object', 'tagging', 'versionId', deleteObjectTagging),
  row('DELETE object', '', 'versionId', deleteObject),
];

function row(
  place: `${string} ${Level}`,
  needs: string,
  takes: string | readonly string[],
  operation: Operation,
  header?: string,
): Route {
  const [method = '', level] = place.split(' ') as [string, Level];
  const words = (text: string) => text.split(' ').filter((word) => word !== '');
  return {
    method,
    level,
    needs: words(needs),
    takes: typeof takes === 'string' ? words(takes) : takes,
    operation,
    header,
  };
}
