import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { trustDocument } from '../documents.js';
import { onHolder, roleNamed } from '../lookup.js';
import type { World } from '../world.js';

export const updateAssumeRolePolicy = (world: World): OperationDefinition => ({
  action: 'iam:UpdateAssumeRolePolicy',
  resources: onHolder(world, 'Role'),
  handle(input) {
    const role = roleNamed(world, requiredText(input, 'RoleName'));
    role.trust = trustDocument(world, input, 'PolicyDocument');
    return undefined;
  },
});
