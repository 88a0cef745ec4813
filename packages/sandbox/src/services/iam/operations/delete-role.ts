import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { deleteConflict } from '../errors.js';
import { onHolder, roleNamed } from '../lookup.js';
import { refuseWithPolicies } from '../refuse-with-policies.js';
import type { World } from '../world.js';

export const deleteRole = (world: World): OperationDefinition => ({
  action: 'iam:DeleteRole',
  resources: onHolder(world, 'Role'),
  handle(input) {
    const role = roleNamed(world, requiredText(input, 'RoleName'));
    const profiles = [...world.state.instanceProfiles.values()];
    if (profiles.some((profile) => profile.role === role.name)) {
      throw deleteConflict('entity, must remove roles from instance profile first.');
    }
    refuseWithPolicies(role);
    world.state.roles.delete(role.name);
    return undefined;
  },
});
