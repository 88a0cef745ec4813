import { AwsError, type WireInput } from '../service.js';
import { optionalCount, optionalText } from './read-query.js';

/** One page; the token names the last entry shown. @throws InvalidNextToken */
export function page<T>(
  input: WireInput,
  items: readonly T[],
  idOf: (item: T) => string,
  most = 100,
): { readonly items: T[]; readonly NextToken: string | undefined } {
  const size = Math.min(most, Math.max(1, optionalCount(input, 'MaxRecords') ?? most));
  const token = optionalText(input, 'NextToken');
  const start = token === undefined ? 0 : items.findIndex((item) => encode(idOf(item)) === token) + 1;
  if (token !== undefined && start === 0) throw new AwsError('InvalidNextToken', 'The token is not valid.');
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  return {
    items: shown,
    NextToken: last !== undefined && start + size < items.length ? encode(idOf(last)) : undefined,
  };
}

const encode = (id: string): string => Buffer.from(id).toString('base64url');
