import { resourceMember, type Operation } from '../context.js';
import { namedLoadBalancer } from '../lookup.js';
import { zonesShape } from '../shapes.js';
import { parseSubnets } from '../subnets.js';

/** SetSubnets: kept and shown; nothing is routed by them. */
export const setSubnets: Operation<{ AvailabilityZones: ReturnType<typeof zonesShape>; IpAddressType: string }> = {
  resources: resourceMember('LoadBalancerArn'),
  handle(elb, input) {
    const record = { ...namedLoadBalancer(elb, input), subnets: parseSubnets(elb, input) };
    elb.state.loadBalancers.set(record.arn, record);
    return { AvailabilityZones: zonesShape(elb, record), IpAddressType: record.ipAddressType };
  },
};
