import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { iamPage } from '../iam-page.js';
import { onHolder, roleNamed } from '../lookup.js';
import { showInstanceProfile } from '../show.js';
import type { World } from '../world.js';

export const listInstanceProfilesForRole = (world: World): OperationDefinition => ({
  action: 'iam:ListInstanceProfilesForRole',
  resources: onHolder(world, 'Role'),
  handle(input) {
    const role = roleNamed(world, requiredText(input, 'RoleName'));
    const wanted = [...world.state.instanceProfiles.values()].filter((profile) => profile.role === role.name);
    const { items, rest } = iamPage(wanted, input);
    return { InstanceProfiles: items.map((profile) => showInstanceProfile(world, profile)), ...rest };
  },
});
