import type { OperationDefinition } from '../../service.js';
import { inlinePolicyOf } from '../inline-policy.js';
import { onHolder, type HolderKind } from '../lookup.js';
import type { World } from '../world.js';

/** DeleteUserPolicy, DeleteRolePolicy. */
export const deleteInlinePolicy =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:Delete${kind}Policy`,
    resources: onHolder(world, kind),
    handle(input) {
      const { holder, policy } = inlinePolicyOf(world, kind, input);
      holder.inline = holder.inline.filter((one) => one !== policy);
      return undefined;
    },
  });
