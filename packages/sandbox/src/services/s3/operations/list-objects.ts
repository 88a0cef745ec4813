import { readListing } from '../listing.js';
import { ownerOf } from '../object-answers.js';
import type { Operation } from '../request.js';
import { bucketOf } from '../versions.js';
import { pageOfObjects } from './object-page.js';

/** The first version: pages go by `marker`, and NextMarker shows only with a delimiter. */
export const listObjects: Operation = {
  name: 'ListObjects',
  action: 's3:ListBucket',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    const { query } = request;
    const { prefix, delimiter, limit, type, encode } = readListing(query, 'max-keys');
    const marker = query.get('marker') ?? '';
    const found = pageOfObjects(bucket, {
      prefix,
      delimiter,
      after: marker,
      afterPrefix: delimiter !== '' && marker.endsWith(delimiter),
      limit,
      owner: ownerOf(context),
      encode,
    });
    const last = found.last?.kind === 'prefix' ? found.last.prefix : found.last?.key;
    const content = {
      Name: bucket.name,
      Prefix: encode(prefix),
      Marker: encode(marker),
      NextMarker: found.truncated && delimiter !== '' && last !== undefined ? encode(last) : undefined,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
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
