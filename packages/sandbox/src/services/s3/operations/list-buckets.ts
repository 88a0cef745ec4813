import { invalidArgument } from '../errors.js';
import { page } from '../listing.js';
import { ownerOf } from '../object-answers.js';
import type { Operation } from '../request.js';
import { compareKeys } from '../sorted-keys.js';

const MAX_BUCKETS = 10_000;

export const listBuckets: Operation = {
  name: 'ListBuckets',
  action: 's3:ListAllMyBuckets',
  handle(context, { query }) {
    const prefix = query.get('prefix') ?? '';
    const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString('utf8');
    const elsewhere = query.get('bucket-region') !== null && query.get('bucket-region') !== context.region;
    const buckets = [...context.state.buckets.values()]
      .filter(({ name }) => !elsewhere && name.startsWith(prefix) && compareKeys(name, after) > 0)
      .sort((a, b) => compareKeys(a.name, b.name));
    const { items, truncated } = page(buckets, readMaximum(query.get('max-buckets')));
    const content = {
      Owner: ownerOf(context),
      Buckets: {
        Bucket: items.map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: new Date(createdAt),
          BucketRegion: context.region,
        })),
      },
      Prefix: prefix === '' ? undefined : prefix,
      ContinuationToken: truncated ? Buffer.from(items.at(-1)?.name ?? '').toString('base64url') : undefined,
    };
    return { status: 200, xml: { root: 'ListAllMyBucketsResult', content } };
  },
};

function readMaximum(text: string | null): number {
  if (text === null) return MAX_BUCKETS;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MAX_BUCKETS) return value;
  throw invalidArgument('Argument max-buckets must be an integer between 1 and 10000', 'max-buckets', text);
}
