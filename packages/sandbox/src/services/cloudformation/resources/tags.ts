import { isRecord, textOf, type Json, type JsonRecord } from '../template/json.js';
import { records } from './read.js';
import type { ResourceType } from './resource-type.js';

/** The properties with the stack's tags added; a tag of the resource's own wins. */
export function withStackTags(
  properties: JsonRecord,
  { tags: style }: Pick<ResourceType, 'tags'>,
  stackTags: Readonly<Record<string, string>>,
): JsonRecord {
  const entries = Object.entries(stackTags);
  if (!style || entries.length === 0) return properties;
  if (style === 'map') {
    const own = properties['Tags'];
    return { ...properties, Tags: { ...stackTags, ...(own !== undefined && isRecord(own) ? own : {}) } };
  }
  const own = records(properties, 'Tags');
  const further = entries
    .filter(([key]) => !own.some((tag) => textOf(tag['Key']) === key))
    .map(([Key, Value]): Json => ({ Key, Value, ...(style === 'propagated' && { PropagateAtLaunch: true }) }));
  return { ...properties, Tags: [...own, ...further] };
}

/** What has to be set and what taken away to get from one list of tags to another. */
export function tagChanges(
  before: JsonRecord,
  after: JsonRecord,
): { readonly set: JsonRecord[]; readonly gone: string[] } {
  const keyOf = (tag: JsonRecord) => textOf(tag['Key']) ?? '';
  const [old, wanted] = [records(before, 'Tags'), records(after, 'Tags')];
  const gone = old.map(keyOf).filter((key) => !wanted.some((tag) => keyOf(tag) === key));
  return { set: wanted, gone };
}
