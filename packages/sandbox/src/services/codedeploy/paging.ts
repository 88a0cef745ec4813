import { codeDeployError } from './errors.js';
import type { WireInput } from '../service.js';
import { optionalText } from './read-input.js';

const PAGE_SIZE = 100;

/** One page of a list; the token names the last entry shown, so that entries added meanwhile shift nothing. */
export function page<T>(
  input: WireInput,
  items: readonly T[],
  idOf: (item: T) => string,
): { readonly items: T[]; readonly nextToken: string | undefined } {
  const token = optionalText(input, 'nextToken');
  const start = token === undefined ? 0 : items.findIndex((item) => idOf(item) === decode(token)) + 1;
  if (token !== undefined && start === 0) throw codeDeployError('InvalidNextToken', 'The next token is not valid');
  const shown = items.slice(start, start + PAGE_SIZE);
  const last = shown.at(-1);
  const more = start + PAGE_SIZE < items.length && last !== undefined;
  return { items: shown, nextToken: more ? encode(idOf(last)) : undefined };
}

const encode = (id: string): string => Buffer.from(`after:${id}`).toString('base64url');

function decode(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith('after:') ? text.slice('after:'.length) : undefined;
}
