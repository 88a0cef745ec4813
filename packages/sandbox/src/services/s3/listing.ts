import { invalidArgument } from './errors.js';
import type { SortedKeys } from './sorted-keys.js';

/** One line of a listing: a key, or all keys that share a prefix up to the delimiter. */
export type Listed =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'prefix'; readonly prefix: string };

export interface Walk {
  readonly keys: SortedKeys;
  readonly prefix: string;
  /** '' for none. */
  readonly delimiter: string;
  /** Starts behind this key; '' from the beginning. With `inclusive` the key itself comes too. */
  readonly after: string;
  readonly inclusive?: boolean;
  /** `after` is a prefix that an earlier page has shown: none of its keys comes again. */
  readonly afterPrefix?: boolean;
  /** Leaves keys out before they are rolled up. */
  readonly includes: (key: string) => boolean;
}

/** Keys in order, rolled up by the delimiter. Takes the keys under a shared prefix in one step. */
export function* walkKeys(walk: Walk): Generator<Listed> {
  const { keys, prefix, delimiter } = walk;
  let at = startOf(walk);
  for (let key = keys.all[at]; key?.startsWith(prefix); key = keys.all[at]) {
    if (!walk.includes(key)) {
      at++;
      continue;
    }
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      yield { kind: 'key', key };
      at++;
    } else {
      const shared = key.slice(0, end + delimiter.length);
      yield { kind: 'prefix', prefix: shared };
      at = keys.firstWithout(shared, at);
    }
  }
}

function startOf({ keys, prefix, after, afterPrefix, inclusive }: Walk): number {
  const fromPrefix = keys.firstFrom(prefix);
  if (after === '') return fromPrefix;
  const behind = keys.firstFrom(after);
  if (afterPrefix) return Math.max(fromPrefix, keys.firstWithout(after, behind));
  return Math.max(fromPrefix, keys.all[behind] === after && !inclusive ? behind + 1 : behind);
}

/** Takes up to `limit` items; says whether there are more. */
export function page<T>(items: Iterable<T>, limit: number): { readonly items: T[]; readonly truncated: boolean } {
  const taken: T[] = [];
  if (limit === 0) return { items: taken, truncated: false };
  for (const item of items) {
    if (taken.length === limit) return { items: taken, truncated: true };
    taken.push(item);
  }
  return { items: taken, truncated: false };
}

/** What every listing is asked for. */
export interface ListingRequest {
  readonly prefix: string;
  /** '' for none. */
  readonly delimiter: string;
  readonly limit: number;
  readonly type: 'url' | undefined;
  readonly encode: (name: string) => string;
}

/** @param limitName the query parameter for the size of a page */
export function readListing(query: URLSearchParams, limitName: string): ListingRequest {
  return {
    ...nameEncoder(query),
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    limit: readLimit(query, limitName),
  };
}

/** `max-keys` and its like: 0 to 1000, more is cut to 1000, absent is 1000. */
export function readLimit(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (text === null || text === '') return 1000;
  if (!/^-?\d{1,10}$/.test(text))
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  const value = Number(text);
  if (value < 0) throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, text);
  return Math.min(value, 1000);
}

/** How names are written in the answer: as they are, or percent-encoded when `encoding-type=url` was asked for. */
function nameEncoder(query: URLSearchParams): Pick<ListingRequest, 'type' | 'encode'> {
  const type = query.get('encoding-type');
  if (type === null || type === '') return { type: undefined, encode: (name) => name };
  if (type !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
  return { type, encode: urlEncode };
}

/** As a form field, but slashes stay: a space is `+`, parentheses and quotes are encoded. */
function urlEncode(name: string): string {
  return encodeURIComponent(name)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}

/** An opaque token for the next page; it also says whether the page ended on a shared prefix. */
export function continuationToken(last: Listed): string {
  const text = last.kind === 'key' ? `k${last.key}` : `p${last.prefix}`;
  return Buffer.from(text).toString('base64url');
}

/** InvalidArgument for anything that is not one of our tokens. */
export function readContinuationToken(token: string): { readonly after: string; readonly afterPrefix: boolean } {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const kind = text[0];
  if (kind !== 'k' && kind !== 'p') {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return { after: text.slice(1), afterPrefix: kind === 'p' };
}
