import { checkArn } from '../arns.js';
import { resourceMember, type Operation } from '../context.js';
import { operationNotPermitted } from '../errors.js';
import { requiredText } from '../input.js';
import { listenersOf } from '../state.js';
import { dropListener } from './delete-listener.js';

/** Takes the listeners and rules along; a load balancer that is gone already is no error. */
export const deleteLoadBalancer: Operation<object> = {
  resources: resourceMember('LoadBalancerArn'),
  async handle(elb, input) {
    const arn = checkArn(elb, requiredText(input, 'LoadBalancerArn'), 'load balancer');
    const record = elb.state.loadBalancers.get(arn);
    if (!record) return {};
    if (record.attributes['deletion_protection.enabled'] === 'true') {
      throw operationNotPermitted(`Load balancer '${arn}' cannot be deleted because deletion protection is enabled`);
    }
    for (const listener of listenersOf(elb.state, arn)) await dropListener(elb, listener);
    elb.state.loadBalancers.delete(arn);
    elb.state.tags.delete(arn);
    await elb.mirror.balancerRemoved(arn);
    return {};
  },
};
