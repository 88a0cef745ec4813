import { page, walkKeys, type Listed } from '../listing.js';
import type { Bucket } from '../state.js';
import { currentObject } from '../versions.js';
import { objectEntry } from './object-entry.js';

export interface ObjectPage {
  readonly Contents: object[];
  readonly CommonPrefixes: object[];
  readonly count: number;
  readonly truncated: boolean;
  readonly last: Listed | undefined;
}

/** One page of current objects and shared prefixes, the common part of both versions of ListObjects. */
export function pageOfObjects(
  bucket: Bucket,
  input: {
    readonly prefix: string;
    readonly delimiter: string;
    readonly after: string;
    readonly afterPrefix: boolean;
    readonly limit: number;
    readonly owner: object | undefined;
    readonly encode: (name: string) => string;
  },
): ObjectPage {
  const { prefix, delimiter, after, afterPrefix, limit, owner, encode } = input;
  const includes = (key: string) => currentObject(bucket, key) !== null;
  const lines = walkKeys({ keys: bucket.keys, prefix, delimiter, after, afterPrefix, includes });
  const { items, truncated } = page(lines, limit);
  return {
    Contents: items.flatMap((item) => {
      const object = item.kind === 'key' ? currentObject(bucket, item.key) : null;
      return object ? [objectEntry(object, encode(object.key), owner)] : [];
    }),
    CommonPrefixes: items.flatMap((item) => (item.kind === 'prefix' ? [{ Prefix: encode(item.prefix) }] : [])),
    count: items.length,
    truncated,
    last: items.at(-1),
  };
}
