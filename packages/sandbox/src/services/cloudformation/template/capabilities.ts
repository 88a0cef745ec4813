import { AwsError } from '../../service.js';
import type { Template } from './template.js';

export interface NeededCapability {
  readonly name: 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
  readonly reason: string;
}

const NAMED_BY = ['RoleName', 'UserName', 'GroupName', 'InstanceProfileName', 'ManagedPolicyName'];
/** What can widen someone's rights. */
const ASKING = [
  'AccessKey',
  'Group',
  'InstanceProfile',
  'ManagedPolicy',
  'Policy',
  'Role',
  'User',
  'UserToGroupAddition',
];

/** Such resources ask for a capability, names of their own for the stronger one. */
export function capabilityOf(template: Template): NeededCapability | null {
  const resources = Object.values(template.resources).filter(({ type }) =>
    ASKING.some((kind) => type === `AWS::IAM::${kind}`),
  );
  if (resources.length === 0) return null;
  const named = resources.some(({ properties }) => NAMED_BY.some((key) => Object.hasOwn(properties, key)));
  const types = [...new Set(resources.map(({ type }) => type))];
  return {
    name: named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  };
}

/** @throws AwsError InsufficientCapabilitiesException */
export function checkCapabilities(template: Template, given: readonly string[]): void {
  const needed = capabilityOf(template);
  if (!needed || given.includes('CAPABILITY_NAMED_IAM') || given.includes(needed.name)) return;
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed.name}]`);
}
