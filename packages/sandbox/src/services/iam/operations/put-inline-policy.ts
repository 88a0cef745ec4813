import type { OperationDefinition } from '../../service.js';
import { checkSize, requiredDocument } from '../documents.js';
import { holderOf, onHolder, type HolderKind } from '../lookup.js';
import { entityName } from '../read-input.js';
import type { World } from '../world.js';

/** Characters of all inline policies together. */
const LIMITS: Readonly<Record<HolderKind, number>> = { User: 2_048, Role: 10_240 };

/** PutUserPolicy, PutRolePolicy: adds an inline policy, or replaces the one of that name. */
export const putInlinePolicy =
  (kind: HolderKind) =>
  (world: World): OperationDefinition => ({
    action: `iam:Put${kind}Policy`,
    resources: onHolder(world, kind),
    handle(input) {
      const holder = holderOf(world, kind, input);
      const name = entityName(input, 'PolicyName', 128);
      const document = requiredDocument(input, 'PolicyDocument', 'identity');
      const others = holder.inline.filter((policy) => policy.name !== name);
      const all = [...others, { name, document }];
      checkSize(
        all.map((policy) => policy.document),
        LIMITS[kind],
        `${kind.toLowerCase()} ${holder.name}`,
      );
      holder.inline = all;
      return undefined;
    },
  });
