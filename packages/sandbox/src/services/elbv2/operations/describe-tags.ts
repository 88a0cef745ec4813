import type { Operation } from '../context.js';
import { validationError } from '../errors.js';
import { texts } from '../input.js';
import { checkTaggable } from '../tags.js';

const MOST_RESOURCES = 20;

export const describeTags: Operation<{
  TagDescriptions: { ResourceArn: string; Tags: { Key: string; Value: string }[] }[];
}> = {
  handle(elb, input) {
    const arns = texts(input, 'ResourceArns');
    if (!arns) throw validationError('At least one resource ARN must be specified');
    if (arns.length > MOST_RESOURCES) {
      throw validationError(`You can specify at most '${MOST_RESOURCES}' resources at a time`);
    }
    return {
      TagDescriptions: arns.map((arn) => ({
        ResourceArn: checkTaggable(elb, arn),
        Tags: [...(elb.state.tags.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  },
};
