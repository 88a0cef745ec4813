import type { WireInput } from '../service.js';
import { validationError } from './errors.js';
import { integer, text } from './input.js';

/** Marker / PageSize of the Describe operations (contract A6). `keyOf` must be unique in `items`. */
export function paginate<T>(
  input: WireInput,
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly page: readonly T[]; readonly nextMarker: string | undefined } {
  const size = integer(input, 'PageSize', 1, 400) ?? 400;
  const start = startOf(text(input, 'Marker'), items, keyOf);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  const more = start + size < items.length && last !== undefined;
  return { page, nextMarker: more ? encode({ next: start + size, after: keyOf(last) }) : undefined };
}

interface Marker {
  readonly next: number;
  readonly after: string;
}

/** By the last item seen, so that neither side of it moves the page; by position when that item is gone. */
function startOf<T>(marker: string | undefined, items: readonly T[], keyOf: (item: T) => string): number {
  if (marker === undefined || marker === '') return 0;
  const { next, after } = decode(marker);
  const index = items.findIndex((item) => keyOf(item) === after);
  return index === -1 ? next - 1 : index + 1;
}

const encode = (marker: Marker): string =>
  Buffer.from(JSON.stringify([marker.next, marker.after])).toString('base64url');

function decode(marker: string): Marker {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(marker, 'base64url').toString('utf8'));
  } catch {
    value = undefined;
  }
  const [next, after] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof next !== 'number' || typeof after !== 'string') {
    throw validationError(`The specified marker '${marker}' is not valid`);
  }
  return { next, after };
}
