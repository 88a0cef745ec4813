import { AwsError, type WireInput } from '../service.js';
import { text } from './read-input.js';

/** One page; the token names the last entry shown. @throws InvalidParameterValue, InvalidNextToken */
export function page<T>(
  input: WireInput,
  items: readonly T[],
  idOf: (item: T) => string,
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const wanted = text(input, 'MaxResults');
  const size = wanted === undefined ? 1_000 : Number(wanted);
  if (!Number.isInteger(size) || size < 5 || size > 1_000) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${wanted} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  const token = text(input, 'NextToken');
  const start = token === undefined ? 0 : items.findIndex((item) => encode(idOf(item)) === token) + 1;
  if (token !== undefined && start === 0) throw new AwsError('InvalidNextToken', 'The token is not valid');
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  return {
    items: shown,
    nextToken: last !== undefined && start + size < items.length ? encode(idOf(last)) : undefined,
  };
}

const encode = (id: string): string => Buffer.from(id).toString('base64url');
