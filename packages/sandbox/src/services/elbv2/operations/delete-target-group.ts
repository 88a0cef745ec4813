import { AwsError } from '../../service.js';
import { checkArn } from '../arns.js';
import { resourceMember, type Operation } from '../context.js';
import { requiredText } from '../input.js';
import { loadBalancerOf } from '../state.js';

/** A group that is gone already is no error. @throws AwsError ResourceInUse while a listener or rule names it */
export const deleteTargetGroup: Operation<object> = {
  resources: resourceMember('TargetGroupArn'),
  handle(elb, input) {
    const arn = checkArn(elb, requiredText(input, 'TargetGroupArn'), 'target group');
    if (!elb.state.targetGroups.has(arn)) return {};
    if (loadBalancerOf(elb.state, arn) !== undefined) {
      throw new AwsError('ResourceInUse', `The target group '${arn}' is currently in use by a listener or a rule`);
    }
    elb.state.targetGroups.delete(arn);
    elb.state.tags.delete(arn);
    elb.mirror.groupRemoved(arn);
    return {};
  },
};
