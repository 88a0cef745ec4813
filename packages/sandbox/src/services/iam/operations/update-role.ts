import { optionalText, requiredText, wholeNumber } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { onHolder, roleNamed } from '../lookup.js';
import type { World } from '../world.js';
import { LONGEST_SESSION } from './create-role.js';

/** UpdateRole: changes only what is named. */
export const updateRole = (world: World): OperationDefinition => ({
  action: 'iam:UpdateRole',
  resources: onHolder(world, 'Role'),
  handle(input) {
    const role = roleNamed(world, requiredText(input, 'RoleName'));
    const bounds = { ...LONGEST_SESSION, fallback: role.maxSessionSeconds };
    role.maxSessionSeconds = wholeNumber(input, 'MaxSessionDuration', bounds);
    role.description = optionalText(input, 'Description') ?? role.description;
    return {};
  },
});
