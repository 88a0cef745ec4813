import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { noSuchEntity } from '../errors.js';
import { instanceProfileNamed, onInstanceProfile } from '../lookup.js';
import type { World } from '../world.js';

export const removeRoleFromInstanceProfile = (world: World): OperationDefinition => ({
  action: 'iam:RemoveRoleFromInstanceProfile',
  resources: onInstanceProfile(world),
  handle(input) {
    const profile = instanceProfileNamed(world, requiredText(input, 'InstanceProfileName'));
    const name = requiredText(input, 'RoleName');
    if (profile.role !== name) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    profile.role = null;
    return undefined;
  },
});
