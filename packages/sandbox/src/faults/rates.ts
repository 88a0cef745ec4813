import type { CallFacts } from './call-facts.js';
import { isRead } from './matches.js';

/** Calls a bucket holds when full, and how many come back per second of real time. */
interface Rate {
  readonly size: number;
  readonly perSecond: number;
}

/** Published limits (contract F1). Services without published numbers are not limited. */
const RATES = {
  'elb all': { size: 40, perSecond: 10 },
  'elb read': { size: 40, perSecond: 10 },
  'elb write': { size: 20, perSecond: 3 },
  'elb targets': { size: 20, perSecond: 4 },
  'elb create': { size: 10, perSecond: 0.2 },
  'ec2 narrow read': { size: 100, perSecond: 20 },
  'ec2 wide read': { size: 50, perSecond: 10 },
  'ec2 write': { size: 50, perSecond: 5 },
} as const satisfies Record<string, Rate>;

export type BucketName = keyof typeof RATES;

/** The buckets that a call draws from, all of which must have one left. */
export function bucketsOf({
  service,
  operation,
  input,
}: Pick<CallFacts, 'service' | 'operation' | 'input'>): BucketName[] {
  if (service === 'elasticloadbalancing') return ['elb all', elbBucket(operation)];
  if (service !== 'ec2') return [];
  if (!isRead(operation)) return ['ec2 write'];
  const wide = operation === 'DescribeInstances' && Object.keys(input ?? {}).length === 0;
  return [wide ? 'ec2 wide read' : 'ec2 narrow read'];
}

function elbBucket(operation: string): BucketName {
  if (operation === 'RegisterTargets' || operation === 'DeregisterTargets') return 'elb targets';
  if (operation === 'CreateLoadBalancer' || operation === 'SetSubnets') return 'elb create';
  return isRead(operation) ? 'elb read' : 'elb write';
}

export interface TokenBuckets {
  /** Takes one from each bucket; false, and nothing taken, when one is empty. */
  take(names: readonly BucketName[]): boolean;
}

export function createTokenBuckets(now: () => number): TokenBuckets {
  const levels = new Map<BucketName, { tokens: number; at: number }>();
  const refilled = (name: BucketName) => {
    const { size, perSecond } = RATES[name];
    const at = now();
    const before = levels.get(name) ?? { tokens: size, at };
    const level = { tokens: Math.min(size, before.tokens + ((at - before.at) / 1000) * perSecond), at };
    levels.set(name, level);
    return level;
  };
  return {
    take(names) {
      const drawn = names.map(refilled);
      if (drawn.some(({ tokens }) => tokens < 1)) return false;
      for (const level of drawn) level.tokens -= 1;
      return true;
    },
  };
}
