import { AwsError, type WireInput } from '../service.js';
import { records, text, texts } from './read-input.js';

/** The values one filter may see of an item; undefined when there is no such filter. */
export type Fields<T> = (item: T, filter: string) => readonly string[] | undefined;

/** All filters must match, each with one of its values; `*` and `?` are wildcards. @throws InvalidParameterValue */
export function filtered<T>(input: WireInput, items: readonly T[], known: readonly string[], fields: Fields<T>): T[] {
  const filters = records(input, 'Filter').map((filter) => ({
    name: text(filter, 'Name') ?? '',
    patterns: (texts(filter, 'Value') ?? []).map(toPattern),
  }));
  for (const { name } of filters) {
    if (!known.includes(name) && !(known.includes('tag:') && name.startsWith('tag:'))) {
      throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
    }
  }
  return items.filter((item) =>
    filters.every(({ name, patterns }) =>
      (fields(item, name) ?? []).some((value) => patterns.some((pattern) => pattern.test(value))),
    ),
  );
}

/** Values of the `tag:KEY` and `tag-key` filters; undefined for any other. */
export function tagFields(tags: Readonly<Record<string, string>>, filter: string): readonly string[] | undefined {
  if (filter === 'tag-key') return Object.keys(tags);
  if (!filter.startsWith('tag:')) return undefined;
  const value = tags[filter.slice('tag:'.length)];
  return value === undefined ? [] : [value];
}

function toPattern(value: string): RegExp {
  const escaped = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's');
}
