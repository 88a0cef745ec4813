import { AwsError, type WireInput } from '../service.js';
import { kindOf } from './arns.js';
import type { ElbContext } from './context.js';
import {
  listenerNotFound,
  loadBalancerNotFound,
  ruleNotFound,
  targetGroupsNotFound,
  validationError,
} from './errors.js';
import { requiredText, structures, text } from './input.js';
import { MAX_TAGS } from './quotas.js';

/** The `Tags` member. @throws AwsError DuplicateTagKeys, ValidationError */
export function parseTags(input: WireInput): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const tag of structures(input, 'Tags') ?? []) {
    const key = requiredText(tag, 'Key');
    const value = text(tag, 'Value') ?? '';
    if (key.length > 128 || value.length > 256) {
      throw validationError('A tag key can have at most 128 characters, a tag value 256');
    }
    if (key.startsWith('aws:')) throw validationError(`Tag key '${key}' starts with the reserved prefix 'aws:'`);
    if (tags.has(key)) throw new AwsError('DuplicateTagKeys', `The tag key '${key}' was specified more than once`);
    tags.set(key, value);
  }
  return tags;
}

/** Adds to what the resource has. @throws AwsError TooManyTags */
export function addTags(elb: ElbContext, arn: string, tags: ReadonlyMap<string, string>): void {
  const merged = new Map([...(elb.state.tags.get(arn) ?? []), ...tags]);
  if (merged.size > MAX_TAGS) {
    throw new AwsError('TooManyTags', `The resource '${arn}' can have at most '${MAX_TAGS}' tags`);
  }
  elb.state.tags.set(arn, merged);
}

/** @throws AwsError ValidationError for what is no ARN of ours, or the kind's own not-found error */
export function checkTaggable(elb: ElbContext, arn: string): string {
  const { state } = elb;
  switch (kindOf(elb, arn)) {
    case 'load balancer':
      if (!state.loadBalancers.has(arn)) throw loadBalancerNotFound();
      return arn;
    case 'target group':
      if (!state.targetGroups.has(arn)) throw targetGroupsNotFound();
      return arn;
    case 'listener':
      if (!state.listeners.has(arn)) throw listenerNotFound();
      return arn;
    case 'listener rule': {
      const isDefault = [...state.listeners.values()].some((listener) => listener.defaultRuleArn === arn);
      if (!isDefault && !state.rules.has(arn)) throw ruleNotFound();
      return arn;
    }
    case undefined:
      throw validationError(`'${arn}' is not a valid ARN of a taggable resource`);
  }
}
