import { optionalText, wholeNumber } from '../../protocols/input-values.js';
import { pageOf } from '../../protocols/page.js';
import type { WireInput } from '../service.js';

/** IAM's own pagination: Marker both ways, with IsTruncated (contract A6). */
export function iamPage<Item>(all: readonly Item[], input: WireInput) {
  const size = wholeNumber(input, 'MaxItems', { min: 1, max: 1000, fallback: 100 });
  const page = pageOf(all, optionalText(input, 'Marker'), size);
  return { items: page.items, rest: { IsTruncated: page.next !== undefined, Marker: page.next } };
}

/** What stands under the call's `PathPrefix`, by name. */
export function underPath<Item extends { readonly path: string; readonly name: string }>(
  all: Iterable<Item>,
  input: WireInput,
): Item[] {
  const prefix = optionalText(input, 'PathPrefix') ?? '/';
  return [...all].filter(({ path }) => path.startsWith(prefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
}
