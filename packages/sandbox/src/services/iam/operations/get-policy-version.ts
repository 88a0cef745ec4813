import type { OperationDefinition } from '../../service.js';
import { onMember } from '../lookup.js';
import { policyVersionOf, showVersion } from '../policy-version.js';
import type { World } from '../world.js';

export const getPolicyVersion = (world: World): OperationDefinition => ({
  action: 'iam:GetPolicyVersion',
  resources: onMember('PolicyArn'),
  handle(input) {
    const { policy, version } = policyVersionOf(world, input);
    return { PolicyVersion: showVersion(policy, version, true) };
  },
});
