import type { OperationDefinition } from '../../service.js';
import { encodedDocument } from '../documents.js';
import { inlinePolicyOf } from '../inline-policy.js';
import { onHolder, type HolderKind } from '../lookup.js';
import type { World } from '../world.js';

/** GetUserPolicy, GetRolePolicy. */
export const getInlinePolicy =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:Get${kind}Policy`,
    resources: onHolder(world, kind),
    handle(input) {
      const { holder, policy } = inlinePolicyOf(world, kind, input);
      return {
        [`${kind}Name`]: holder.name,
        PolicyName: policy.name,
        PolicyDocument: encodedDocument(policy.document),
      };
    },
  });
