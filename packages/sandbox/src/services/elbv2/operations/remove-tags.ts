import { resourceMember, type Operation } from '../context.js';
import { validationError } from '../errors.js';
import { texts } from '../input.js';
import { checkTaggable } from '../tags.js';

/** Keys that a resource does not have are no error. */
export const removeTags: Operation<object> = {
  resources: resourceMember('ResourceArns'),
  handle(elb, input) {
    const arns = texts(input, 'ResourceArns');
    const keys = texts(input, 'TagKeys');
    if (!arns) throw validationError('At least one resource ARN must be specified');
    if (!keys) throw validationError('At least one tag key must be specified');
    for (const arn of arns) checkTaggable(elb, arn);
    for (const arn of arns) {
      const left = [...(elb.state.tags.get(arn) ?? [])].filter(([key]) => !keys.includes(key));
      elb.state.tags.set(arn, new Map(left));
    }
    return {};
  },
};
