import type { Operation } from '../context.js';
import { namedLoadBalancer } from '../lookup.js';
import { attributesShape } from '../shapes.js';

export const describeLoadBalancerAttributes: Operation<ReturnType<typeof attributesShape>> = {
  handle: (elb, input) => attributesShape(namedLoadBalancer(elb, input).attributes),
};
