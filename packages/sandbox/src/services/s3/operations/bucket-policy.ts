import { Readable } from 'node:stream';
import { AwsError } from '../../service.js';
import { receiveDocument } from '../receive.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';

const MAX_BYTES = 20_480;

/** Kept and shown, not judged. Its form is checked: JSON with statements that name this bucket. */
export const putBucketPolicy: Operation = {
  name: 'PutBucketPolicy',
  action: 's3:PutBucketPolicy',
  async handle(context, request) {
    bucketOf(context, request.bucket);
    const text = (await receiveDocument(request)).toString('utf8');
    if (Buffer.byteLength(text) > MAX_BYTES) throw malformed('The policy is too large.');
    assertPolicy(text, request.bucket);
    bucketOf(context, request.bucket).policy = text;
    return { status: 204 };
  },
};

export const getBucketPolicy: Operation = {
  name: 'GetBucketPolicy',
  action: 's3:GetBucketPolicy',
  handle(context, request) {
    const { name, policy } = bucketOf(context, request.bucket);
    if (policy === undefined) {
      throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name });
    }
    const body = Buffer.from(policy);
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    return { status: 200, headers, stream: () => Readable.from([body]) };
  },
};

export const deleteBucketPolicy: Operation = {
  name: 'DeleteBucketPolicy',
  action: 's3:DeleteBucketPolicy',
  handle(context, request) {
    delete bucketOf(context, request.bucket).policy;
    return { status: 204 };
  },
};

const malformed = (message: string) => new AwsError('MalformedPolicy', message);

function assertPolicy(text: string, bucket: string): void {
  let policy: { Statement?: unknown };
  try {
    policy = JSON.parse(text) as { Statement?: unknown };
  } catch {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const statements = [policy.Statement].flat() as { Effect?: unknown; Principal?: unknown; Resource?: unknown }[];
  for (const statement of statements) {
    if (typeof statement !== 'object' || statement === null) throw malformed('Missing required field Statement');
    if (statement.Principal === undefined) throw malformed('Missing required field Principal');
    const resources = [statement.Resource].flat();
    const own = `arn:aws:s3:::${bucket}`;
    if (!resources.every((one) => typeof one === 'string' && (one === own || one.startsWith(`${own}/`)))) {
      throw malformed('Policy has invalid resource');
    }
  }
}
