import { optionalText, requiredText } from '../../protocols/input-values.js';
import type { WireInput } from '../service.js';
import { constraintError } from './errors.js';
import type { Tag } from './state.js';

/** A name as IAM allows one. @throws ValidationError */
export function entityName(input: WireInput, member: string, longest: number): string {
  const name = requiredText(input, member);
  const path = member.charAt(0).toLowerCase() + member.slice(1);
  if (name.length > longest) {
    throw constraintError(name, path, `Member must have length less than or equal to ${longest}`);
  }
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw constraintError(name, path, 'Member must satisfy regular expression pattern: [\\w+=,.@-]+');
  }
  return name;
}

/** `Path`, with `/` as its default. @throws ValidationError */
export function entityPath(input: WireInput): string {
  const path = optionalText(input, 'Path') ?? '/';
  if (!/^\/([\x21-\x7e]+\/)?$/.test(path) || path.length > 512) {
    throw constraintError(path, 'path', 'Member must begin and end with a slash');
  }
  return path;
}

const MOST_TAGS = 50;

/** @throws ValidationError when there are too many, a key is empty or occurs twice */
export function readTags(input: WireInput): Tag[] {
  const list = input['Tags'];
  const tags = (Array.isArray(list) ? list : []).map((item): Tag => {
    const tag = typeof item === 'object' && item !== null && !Array.isArray(item) ? item : {};
    return { key: requiredText(tag, 'Key'), value: optionalText(tag, 'Value') ?? '' };
  });
  if (tags.length > MOST_TAGS) {
    throw constraintError(`${tags.length} tags`, 'tags', `Member must have length less than or equal to ${MOST_TAGS}`);
  }
  if (new Set(tags.map(({ key }) => key.toLowerCase())).size < tags.length) {
    throw constraintError('tags', 'tags', 'Tag keys must be unique');
  }
  return tags;
}

/** `before` with `more` put over it. */
export function mergedTags(before: readonly Tag[], more: readonly Tag[]): Tag[] {
  const all = new Map([...before, ...more].map((tag) => [tag.key, tag]));
  return [...all.values()];
}

export function showTags(tags: readonly Tag[]): object[] | undefined {
  return tags.length === 0 ? undefined : tags.map(({ key, value }) => ({ Key: key, Value: value }));
}
