import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { iamPage } from '../iam-page.js';
import { onMember, policyOf } from '../lookup.js';
import { showVersion } from '../policy-version.js';
import type { World } from '../world.js';

/** ListPolicyVersions, newest first, without their documents. */
export const listPolicyVersions = (world: World): OperationDefinition => ({
  action: 'iam:ListPolicyVersions',
  resources: onMember('PolicyArn'),
  handle(input) {
    const policy = policyOf(world, requiredText(input, 'PolicyArn'));
    const { items, rest } = iamPage([...policy.versions].reverse(), input);
    return { Versions: items.map((version) => showVersion(policy, version, false)), ...rest };
  },
});
