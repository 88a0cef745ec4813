import type { OperationDefinition } from '../../service.js';
import { deleteConflict } from '../errors.js';
import { onMember } from '../lookup.js';
import { policyVersionOf } from '../policy-version.js';
import { refuseOfAws } from '../refuse-of-aws.js';
import type { World } from '../world.js';

export const deletePolicyVersion = (world: World): OperationDefinition => ({
  action: 'iam:DeletePolicyVersion',
  resources: onMember('PolicyArn'),
  handle(input) {
    const { policy, version } = policyVersionOf(world, input);
    refuseOfAws(world, policy);
    if (version.id === policy.defaultVersion) throw deleteConflict('the default version of a policy.');
    policy.versions = policy.versions.filter((one) => one !== version);
    return undefined;
  },
});
