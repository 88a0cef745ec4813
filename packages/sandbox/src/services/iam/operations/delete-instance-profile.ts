import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { deleteConflict } from '../errors.js';
import { instanceProfileNamed, onInstanceProfile } from '../lookup.js';
import type { World } from '../world.js';

export const deleteInstanceProfile = (world: World): OperationDefinition => ({
  action: 'iam:DeleteInstanceProfile',
  resources: onInstanceProfile(world),
  handle(input) {
    const { name, role } = instanceProfileNamed(world, requiredText(input, 'InstanceProfileName'));
    if (role !== null) throw deleteConflict('entity, must remove roles from instance profile first.');
    world.state.instanceProfiles.delete(name);
    return undefined;
  },
});
