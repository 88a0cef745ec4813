import type { Operation } from '../context.js';
import { namedListener } from '../lookup.js';
import { attributesShape } from '../shapes.js';

export const describeListenerAttributes: Operation<ReturnType<typeof attributesShape>> = {
  handle: (elb, input) => attributesShape(namedListener(elb, input).attributes),
};
