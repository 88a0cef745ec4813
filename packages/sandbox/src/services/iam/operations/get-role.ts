import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { onHolder, roleNamed } from '../lookup.js';
import { showRole } from '../show.js';
import type { World } from '../world.js';

export const getRole = (world: World): OperationDefinition => ({
  action: 'iam:GetRole',
  resources: onHolder(world, 'Role'),
  handle: (input) => ({ Role: showRole(roleNamed(world, requiredText(input, 'RoleName'))) }),
});
