import type { TagFilter } from './instance.js';

/** Whether tags match at least one filter (CodeDeploy joins the filters of one list with "or"). */
export function matchesTags(tags: Readonly<Record<string, string>>, filters: readonly TagFilter[]): boolean {
  return filters.some((filter) => matches(tags, filter));
}

function matches(tags: Readonly<Record<string, string>>, { Key, Value, Type }: TagFilter): boolean {
  switch (Type ?? 'KEY_AND_VALUE') {
    case 'KEY_ONLY':
      return Key !== undefined && Key in tags;
    case 'VALUE_ONLY':
      return Value !== undefined && Object.values(tags).includes(Value);
    default:
      return Key !== undefined && tags[Key] === (Value ?? '');
  }
}
