import { resourceMember, type Operation } from '../context.js';
import { validationError } from '../errors.js';
import { texts } from '../input.js';
import { namedLoadBalancer } from '../lookup.js';

/** SetSecurityGroups: kept and shown; nothing is filtered by them. */
export const setSecurityGroups: Operation<{ SecurityGroupIds: readonly string[] }> = {
  resources: resourceMember('LoadBalancerArn'),
  handle(elb, input) {
    const record = namedLoadBalancer(elb, input);
    const securityGroups = texts(input, 'SecurityGroups');
    if (!securityGroups) throw validationError('At least one security group must be specified');
    elb.state.loadBalancers.set(record.arn, { ...record, securityGroups });
    return { SecurityGroupIds: securityGroups };
  },
};
