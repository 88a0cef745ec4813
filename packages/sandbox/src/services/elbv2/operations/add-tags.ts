import { resourceMember, type Operation } from '../context.js';
import { validationError } from '../errors.js';
import { texts } from '../input.js';
import { addTags as add, checkTaggable, parseTags } from '../tags.js';

export const addTags: Operation<object> = {
  resources: resourceMember('ResourceArns'),
  handle(elb, input) {
    const arns = texts(input, 'ResourceArns');
    if (!arns) throw validationError('At least one resource ARN must be specified');
    const tags = parseTags(input);
    if (tags.size === 0) throw validationError('At least one tag must be specified');
    for (const arn of arns) checkTaggable(elb, arn);
    for (const arn of arns) add(elb, arn, tags);
    return {};
  },
};
