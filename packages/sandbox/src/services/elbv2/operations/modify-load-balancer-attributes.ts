import { mergeAttributes } from '../attributes/catalogue.js';
import { LOAD_BALANCER_ATTRIBUTES } from '../attributes/load-balancer.js';
import { resourceMember, type Operation } from '../context.js';
import { namedLoadBalancer } from '../lookup.js';
import { attributesShape } from '../shapes.js';

export const modifyLoadBalancerAttributes: Operation<ReturnType<typeof attributesShape>> = {
  resources: resourceMember('LoadBalancerArn'),
  handle(elb, input) {
    const record = namedLoadBalancer(elb, input);
    const attributes = mergeAttributes(LOAD_BALANCER_ATTRIBUTES, record.attributes, input, 'Load balancer');
    const changed = { ...record, attributes };
    elb.state.loadBalancers.set(record.arn, changed);
    elb.mirror.balancerChanged(changed);
    return attributesShape(attributes);
  },
};
