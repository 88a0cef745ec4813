import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { limitExceeded } from '../errors.js';
import { holderOf, onHolder, policyOf, type HolderKind } from '../lookup.js';
import type { World } from '../world.js';

const MOST_ATTACHED = 10;

/** AttachUserPolicy, AttachRolePolicy; attaching it again changes nothing. */
export const attachPolicy =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:Attach${kind}Policy`,
    resources: onHolder(world, kind),
    handle(input) {
      const holder = holderOf(world, kind, input);
      const { arn } = policyOf(world, requiredText(input, 'PolicyArn'));
      if (holder.attached.includes(arn)) return undefined;
      if (holder.attached.length >= MOST_ATTACHED) {
        throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${MOST_ATTACHED}`);
      }
      holder.attached.push(arn);
      return undefined;
    },
  });
