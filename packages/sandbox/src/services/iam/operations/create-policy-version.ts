import { optionalText, requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { checkSize, requiredDocument } from '../documents.js';
import { limitExceeded } from '../errors.js';
import { onMember, policyOf } from '../lookup.js';
import { showVersion } from '../policy-version.js';
import type { World } from '../world.js';
import { MANAGED_POLICY_LIMIT } from './create-policy.js';
import { refuseOfAws } from '../refuse-of-aws.js';

const MOST_VERSIONS = 5;

export const createPolicyVersion = (world: World): OperationDefinition => ({
  action: 'iam:CreatePolicyVersion',
  resources: onMember('PolicyArn'),
  handle(input) {
    const policy = policyOf(world, requiredText(input, 'PolicyArn'));
    refuseOfAws(world, policy);
    const document = requiredDocument(input, 'PolicyDocument', 'identity');
    checkSize([document], MANAGED_POLICY_LIMIT, `policy ${policy.name}`);
    if (policy.versions.length >= MOST_VERSIONS) {
      throw limitExceeded(
        `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    policy.lastVersion += 1;
    const version = { id: `v${policy.lastVersion}`, document, createdAt: world.now() };
    policy.versions.push(version);
    if (optionalText(input, 'SetAsDefault') === 'true') policy.defaultVersion = version.id;
    policy.updatedAt = world.now();
    return { PolicyVersion: showVersion(policy, version, false) };
  },
});
