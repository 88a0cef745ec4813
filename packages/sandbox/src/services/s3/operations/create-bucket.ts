import {
  bucketAlreadyOwnedByYou,
  illegalLocationConstraint,
  invalidBucketName,
  invalidLocationConstraint,
  notInSandbox,
} from '../errors.js';
import { receiveDocument } from '../receive.js';
import { header, type Operation, type S3Context } from '../request.js';
import { createSortedKeys } from '../sorted-keys.js';
import type { Bucket } from '../state.js';
import { wholeSeconds } from '../versions.js';
import { parseXml, textOf } from '../xml.js';

const LEGACY_REGION = 'us-east-1';

export const createBucket: Operation = {
  name: 'CreateBucket',
  action: 's3:CreateBucket',
  async handle(context, request) {
    if (header(request, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') {
      throw notInSandbox('object lock');
    }
    const document = await receiveDocument(request);
    const configuration = document.length > 0 ? parseXml(document.toString('utf8'), 'CreateBucketConfiguration') : {};
    assertLocation(context.region, textOf(configuration, 'LocationConstraint'));
    // The oldest region lets an owner "create" a bucket again.
    if (context.state.buckets.has(request.bucket)) {
      if (context.region !== LEGACY_REGION) throw bucketAlreadyOwnedByYou(request.bucket);
    } else {
      addBucket(context, request.bucket);
    }
    return { status: 200, headers: { location: `/${request.bucket}` } };
  },
};

/** An empty bucket with the settings every new bucket has. InvalidBucketName when S3 would not take the name. */
export function addBucket(context: Pick<S3Context, 'state' | 'now'>, name: string): Bucket {
  if (!isBucketName(name)) throw invalidBucketName(name);
  const bucket: Bucket = {
    name,
    createdAt: wholeSeconds(context.now()),
    versioning: 'Off',
    lifecycle: null,
    publicAccess: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    keys: createSortedKeys(),
    versions: new Map(),
    uploads: new Map(),
  };
  context.state.buckets.set(name, bucket);
  return bucket;
}

function isBucketName(name: string): boolean {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..')) return false;
  return !/^\d+\.\d+\.\d+\.\d+$/.test(name) && !name.startsWith('xn--') && !name.endsWith('-s3alias');
}

function assertLocation(region: string, constraint: string | undefined): void {
  if (constraint === undefined || constraint === '') {
    if (region !== LEGACY_REGION) throw illegalLocationConstraint('unspecified');
  } else if (constraint === LEGACY_REGION) {
    throw invalidLocationConstraint(constraint);
  } else if (constraint !== region) {
    throw illegalLocationConstraint(constraint);
  }
}
