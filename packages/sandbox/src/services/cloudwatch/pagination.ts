import { AwsError, type WireInput } from '../service.js';
import { text } from './input.js';

/** NextToken by position. @throws AwsError InvalidNextToken */
export function paginate<T>(
  input: WireInput,
  items: readonly T[],
  size: number,
): { readonly page: readonly T[]; readonly nextToken: string | undefined } {
  const start = startOf(input);
  const end = start + size;
  return { page: items.slice(start, end), nextToken: end < items.length ? tokenOf(end) : undefined };
}

export function startOf(input: WireInput): number {
  const token = text(input, 'NextToken');
  if (token === undefined || token === '') return 0;
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  if (!match) throw new AwsError('InvalidNextToken', `The next token ${token} is not valid.`);
  return Number(match[1]);
}

export const tokenOf = (position: number): string => Buffer.from(`from:${position}`).toString('base64url');
