import type { OperationDefinition } from '../../service.js';
import { iamPage } from '../iam-page.js';
import { holderOf, onHolder, type HolderKind } from '../lookup.js';
import { showTags } from '../read-input.js';
import type { World } from '../world.js';

/** ListUserTags, ListRoleTags. */
export const listHolderTags =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:List${kind}Tags`,
    resources: onHolder(world, kind),
    handle(input) {
      const { items, rest } = iamPage(holderOf(world, kind, input).tags, input);
      return { Tags: showTags(items) ?? [], ...rest };
    },
  });
