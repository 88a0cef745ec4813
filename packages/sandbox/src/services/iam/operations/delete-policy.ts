import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { deleteConflict } from '../errors.js';
import { onMember, policyOf } from '../lookup.js';
import { refuseOfAws } from '../refuse-of-aws.js';
import type { World } from '../world.js';

export const deletePolicy = (world: World): OperationDefinition => ({
  action: 'iam:DeletePolicy',
  resources: onMember('PolicyArn'),
  handle(input) {
    const { state } = world;
    const policy = policyOf(world, requiredText(input, 'PolicyArn'));
    refuseOfAws(world, policy);
    const holders = [...state.users.values(), ...state.roles.values()];
    if (holders.some(({ attached, boundary }) => attached.includes(policy.arn) || boundary === policy.arn)) {
      throw deleteConflict('a policy attached to entities.');
    }
    if (policy.versions.length > 1) {
      throw deleteConflict('this policy. This policy has more than one version: delete all but the default first.');
    }
    state.policies.delete(policy.arn);
    return undefined;
  },
});
