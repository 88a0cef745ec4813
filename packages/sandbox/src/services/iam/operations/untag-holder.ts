import { textList } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { holderOf, onHolder, type HolderKind } from '../lookup.js';
import type { World } from '../world.js';

/** UntagUser, UntagRole. */
export const untagHolder =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:Untag${kind}`,
    resources: onHolder(world, kind),
    handle(input) {
      const holder = holderOf(world, kind, input);
      const keys = textList(input, 'TagKeys');
      holder.tags = holder.tags.filter(({ key }) => !keys.includes(key));
      return undefined;
    },
  });
