import { AwsError } from '../services/service.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

/** One page of a list; the token is the place to go on from. @throws AwsError ValidationError on a token we never gave */
export function pageOf<Item>(all: readonly Item[], token: string | undefined, size: number): Page<Item> {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0 || start > all.length)
    throw new AwsError('ValidationError', 'The pagination token is not valid.');
  const end = start + size;
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined,
  };
}
