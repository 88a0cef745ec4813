import { AwsError } from '../../service.js';
import { receiveXml } from '../receive.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

/** A sub-resource of a bucket that is kept and shown as it came, and never acted upon. */
interface KeptSetting {
  /** As in `GetBucket<name>`. */
  readonly name: string;
  /** Middle of the IAM actions `s3:Get…` and `s3:Put…`. */
  readonly action: string;
  readonly root: string;
  /** What a bucket without it answers; null: an empty document. */
  readonly missing: { readonly code: string; readonly message: string } | null;
}

const ENCRYPTION: KeptSetting = {
  name: 'Encryption',
  action: 'EncryptionConfiguration',
  root: 'ServerSideEncryptionConfiguration',
  missing: {
    code: 'ServerSideEncryptionConfigurationNotFoundError',
    message: 'The server side encryption configuration was not found',
  },
};
const TAGGING: KeptSetting = {
  name: 'Tagging',
  action: 'BucketTagging',
  root: 'Tagging',
  missing: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
};
const OWNERSHIP: KeptSetting = {
  name: 'OwnershipControls',
  action: 'BucketOwnershipControls',
  root: 'OwnershipControls',
  missing: { code: 'OwnershipControlsNotFoundError', message: 'The bucket ownership controls were not found' },
};
const LOGGING: KeptSetting = { name: 'Logging', action: 'BucketLogging', root: 'BucketLoggingStatus', missing: null };

function get({ name, action, root, missing }: KeptSetting): Operation {
  return {
    name: `GetBucket${name}`,
    action: `s3:Get${action}`,
    handle(context, request) {
      const bucket = bucketOf(context, request.bucket);
      const content = bucket.settings?.[root];
      if (content === undefined && missing) {
        throw new AwsError(missing.code, missing.message, 404, { BucketName: bucket.name });
      }
      return { status: 200, xml: { root, content: content ?? {} } };
    },
  };
}

function put({ name, action, root }: KeptSetting): Operation {
  return {
    name: `PutBucket${name}`,
    action: `s3:Put${action}`,
    async handle(context, request) {
      bucketOf(context, request.bucket);
      const content = await receiveXml(request, root);
      const bucket = bucketOf(context, request.bucket);
      bucket.settings = { ...bucket.settings, [root]: content };
      return { status: name === 'Tagging' ? 204 : 200 };
    },
  };
}

function remove({ name, action, root }: KeptSetting): Operation {
  return {
    name: `DeleteBucket${name}`,
    action: `s3:Put${action}`,
    handle(context, request) {
      const bucket = bucketOf(context, request.bucket);
      bucket.settings = Object.fromEntries(Object.entries(bucket.settings ?? {}).filter(([key]) => key !== root));
      return { status: 204 };
    },
  };
}

export const getBucketEncryption = get(ENCRYPTION);
export const putBucketEncryption = put(ENCRYPTION);
export const deleteBucketEncryption = remove(ENCRYPTION);
export const getBucketTagging = get(TAGGING);
export const putBucketTagging = put(TAGGING);
export const deleteBucketTagging = remove(TAGGING);
export const getBucketOwnershipControls = get(OWNERSHIP);
export const putBucketOwnershipControls = put(OWNERSHIP);
export const deleteBucketOwnershipControls = remove(OWNERSHIP);
export const getBucketLogging = get(LOGGING);
export const putBucketLogging = put(LOGGING);
