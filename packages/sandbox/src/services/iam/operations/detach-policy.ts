import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { noSuchEntity } from '../errors.js';
import { holderOf, onHolder, type HolderKind } from '../lookup.js';
import type { World } from '../world.js';

/** DetachUserPolicy, DetachRolePolicy. */
export const detachPolicy =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:Detach${kind}Policy`,
    resources: onHolder(world, kind),
    handle(input) {
      const holder = holderOf(world, kind, input);
      const arn = requiredText(input, 'PolicyArn');
      if (!holder.attached.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
      holder.attached = holder.attached.filter((one) => one !== arn);
      return undefined;
    },
  });
