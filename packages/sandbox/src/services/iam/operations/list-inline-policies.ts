import type { OperationDefinition } from '../../service.js';
import { iamPage } from '../iam-page.js';
import { holderOf, onHolder, type HolderKind } from '../lookup.js';
import type { World } from '../world.js';

/** ListUserPolicies, ListRolePolicies: names of inline policies. */
export const listInlinePolicies =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:List${kind}Policies`,
    resources: onHolder(world, kind),
    handle(input) {
      const names = holderOf(world, kind, input).inline.map(({ name }) => name);
      const { items, rest } = iamPage(names.sort(), input);
      return { PolicyNames: items, ...rest };
    },
  });
