import type { CallFacts } from './call-facts.js';
import type { CallFault } from './fault.js';

/** Whether a fault is about this call. Pure: counts and chance are somebody else's. */
export function matches(fault: CallFault, call: CallFacts): boolean {
  if (fault.service !== '*' && fault.service !== call.service) return false;
  if (fault.operation !== '*' && fault.operation !== call.operation) return false;
  if (fault.kind === 'conflict' && !call.conditional) return false;
  if (fault.kind === 'stale' && !isRead(call.operation)) return false;
  return fault.where === null || mentions(call, fault.where);
}

/** Operations that only look. */
export function isRead(operation: string): boolean {
  return /^(Describe|Get|List|BatchGet|Head)/.test(operation);
}

function mentions({ resources, input }: CallFacts, text: string): boolean {
  return resources.some((arn) => arn.includes(text)) || (input !== null && JSON.stringify(input).includes(text));
}
