import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { instanceProfileNamed, onInstanceProfile } from '../lookup.js';
import { showInstanceProfile } from '../show.js';
import type { World } from '../world.js';

export const getInstanceProfile = (world: World): OperationDefinition => ({
  action: 'iam:GetInstanceProfile',
  resources: onInstanceProfile(world),
  handle(input) {
    const profile = instanceProfileNamed(world, requiredText(input, 'InstanceProfileName'));
    return { InstanceProfile: showInstanceProfile(world, profile) };
  },
});
