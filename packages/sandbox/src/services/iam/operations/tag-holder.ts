import type { OperationDefinition } from '../../service.js';
import { holderOf, onHolder, type HolderKind } from '../lookup.js';
import { mergedTags, readTags } from '../read-input.js';
import type { World } from '../world.js';

/** TagUser, TagRole. */
export const tagHolder =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:Tag${kind}`,
    resources: onHolder(world, kind),
    handle(input) {
      const holder = holderOf(world, kind, input);
      holder.tags = mergedTags(holder.tags, readTags(input));
      return undefined;
    },
  });
