import { invalidArgument } from '../errors.js';
import { continuationToken, readContinuationToken, readListing } from '../listing.js';
import { ownerOf } from '../object-answers.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';
import { pageOfObjects } from './object-page.js';

export const listObjectsV2: Operation = {
  name: 'ListObjectsV2',
  action: 's3:ListBucket',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    const { query } = request;
    const { prefix, delimiter, limit, type, encode } = readListing(query, 'max-keys');
    const startAfter = query.get('start-after') ?? '';
    const token = query.get('continuation-token');
    if (token === '') {
      throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', '');
    }
    const from = token === null ? { after: startAfter, afterPrefix: false } : readContinuationToken(token);
    const owner = query.get('fetch-owner') === 'true' ? ownerOf(context) : undefined;
    const found = pageOfObjects(bucket, { prefix, delimiter, ...from, limit, owner, encode });
    const content = {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      StartAfter: startAfter === '' ? undefined : encode(startAfter),
      ContinuationToken: token ?? undefined,
      NextContinuationToken: found.truncated && found.last ? continuationToken(found.last) : undefined,
      KeyCount: found.count,
      MaxKeys: limit,
      EncodingType: type,
      IsTruncated: found.truncated,
      Contents: found.Contents,
      CommonPrefixes: found.CommonPrefixes,
    };
    return {
      status: 200,
      headers: { 'x-amz-bucket-region': context.region },
      xml: { root: 'ListBucketResult', content },
    };
  },
};
