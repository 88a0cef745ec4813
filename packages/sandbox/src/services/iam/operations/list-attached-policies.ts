import type { OperationDefinition } from '../../service.js';
import { iamPage } from '../iam-page.js';
import { holderOf, onHolder, policyOf, type HolderKind } from '../lookup.js';
import type { World } from '../world.js';

/** ListAttachedUserPolicies, ListAttachedRolePolicies. */
export const listAttachedPolicies =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:ListAttached${kind}Policies`,
    resources: onHolder(world, kind),
    handle(input) {
      const { items, rest } = iamPage(holderOf(world, kind, input).attached, input);
      const AttachedPolicies = items.map((arn) => ({ PolicyName: policyOf(world, arn).name, PolicyArn: arn }));
      return { AttachedPolicies, ...rest };
    },
  });
