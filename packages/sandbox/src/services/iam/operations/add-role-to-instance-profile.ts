import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { limitExceeded } from '../errors.js';
import { instanceProfileNamed, onHolder, onInstanceProfile, roleNamed } from '../lookup.js';
import type { World } from '../world.js';

/** AddRoleToInstanceProfile; the caller passes the role to EC2. */
export const addRoleToInstanceProfile = (world: World): OperationDefinition => ({
  action: 'iam:AddRoleToInstanceProfile',
  resources: onInstanceProfile(world),
  also: (input, call) => [
    {
      action: 'iam:PassRole',
      resources: onHolder(world, 'Role')(input, call),
      conditionKeys: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    },
  ],
  handle(input) {
    const profile = instanceProfileNamed(world, requiredText(input, 'InstanceProfileName'));
    const role = roleNamed(world, requiredText(input, 'RoleName'));
    if (profile.role !== null) {
      throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    }
    profile.role = role.name;
    return undefined;
  },
});
