import type { Operation } from '../context.js';
import { namedTargetGroup } from '../lookup.js';
import { attributesShape } from '../shapes.js';

export const describeTargetGroupAttributes: Operation<ReturnType<typeof attributesShape>> = {
  handle: (elb, input) => attributesShape(namedTargetGroup(elb, input).attributes),
};
