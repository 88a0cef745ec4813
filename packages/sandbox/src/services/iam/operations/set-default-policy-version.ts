import type { OperationDefinition } from '../../service.js';
import { onMember } from '../lookup.js';
import { policyVersionOf } from '../policy-version.js';
import { refuseOfAws } from '../refuse-of-aws.js';
import type { World } from '../world.js';

export const setDefaultPolicyVersion = (world: World): OperationDefinition => ({
  action: 'iam:SetDefaultPolicyVersion',
  resources: onMember('PolicyArn'),
  handle(input) {
    const { policy, version } = policyVersionOf(world, input);
    refuseOfAws(world, policy);
    policy.defaultVersion = version.id;
    return undefined;
  },
});
